// @ts-check
/**
 * Ten years in which clocks did nearly everything that they do: Apia left out a whole day (2011), Caracas and Pyongyang
 * moved by half an hour for good, São Paulo and Santiago skipped midnight, Cairo changed four times in one year, Lord
 * Howe moves by half an hour twice a year, Troll by two hours, and Kathmandu by nothing.
 */
export const decade = { fromMs: Date.UTC(2010, 0, 1), toMs: Date.UTC(2020, 0, 1) };

export const zones = [
  'America/New_York',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Antarctica/Troll',
  'America/Caracas',
  'America/Santiago',
  'Asia/Kathmandu',
];

/**
 * Clock times near the changes, frequencies, and what the fields say of days. Texts that run more than a few times a
 * day are asked about around each change of the clocks only.
 */
export const cronTexts = [
  { cron: '30 2 * * *', isDense: false },
  { cron: '30 1 * * *', isDense: false },
  { cron: '0 0 * * *', isDense: false },
  { cron: '15 3 * * MON-FRI', isDense: false },
  { cron: '45 23 * * SUN', isDense: false },
  { cron: '0 12 29 2 *', isDense: false },
  { cron: '0 6 31 * *', isDense: false },
  { cron: '0 6 30 12 *', isDense: false },
  { cron: '0 9 13 * 5', isDense: false },
  { cron: '0 9 */2 * 1', isDense: false },
  { cron: '0 9 1-7 * 1', isDense: false },
  { cron: '59 23 L * *', isDense: false },
  { cron: '0 8 * * 1#1', isDense: false },
  { cron: '0 8 * * 5L', isDense: false },
  { cron: '0 8 15W * *', isDense: false },
  { cron: '0 8 * * 7', isDense: false },
  { cron: '0 0,12 1 */2 *', isDense: false },
  { cron: '* * * * *', isDense: true },
  { cron: '*/15 * * * *', isDense: true },
  { cron: '30 * * * *', isDense: true },
  { cron: '0 */2 * * *', isDense: true },
  { cron: '*/20 1-3 * * *', isDense: true },
  { cron: '0 1,2,3 * * *', isDense: true },
  { cron: '15 30 2 * * *', isDense: false },
];
