/** Moments shortly before the clocks change somewhere, and one when they don't. */
export const MOMENTS = [
  '2026-03-08T06:58:30Z',
  '2026-11-01T05:57:00Z',
  '2026-03-29T00:59:10Z',
  '2026-10-25T00:55:00Z',
  '2026-04-04T14:58:00Z',
  '2026-10-03T15:29:00Z',
  '2026-04-23T21:59:00Z',
  '2026-12-31T23:59:30Z',
  '2028-02-29T23:58:00Z',
  '2026-07-15T11:59:59.500Z',
];

/** Zones with clock changes of an hour, of half an hour, and none. */
export const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
