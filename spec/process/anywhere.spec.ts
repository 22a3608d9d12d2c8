import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const SCRIPT = fileURLToPath(new URL('children/answers.js', import.meta.url));
const LONGEST_LIFE_MS = 20_000;

/** A host's zone, its date, and how its own `Date` shows that both are what they were set to. */
const hosts = [
  { TZ: 'America/New_York', date: '2026-01-15T12:00:00Z', shown: '300 1' },
  { TZ: 'America/New_York', date: '2026-07-15T12:00:00Z', shown: '300 7' },
  { TZ: 'Pacific/Apia', date: '2026-07-15T12:00:00Z', shown: '-780 7' },
  { TZ: 'Asia/Kathmandu', date: '2026-01-15T12:00:00Z', shown: '-345 1' },
  { TZ: 'Australia/Lord_Howe', date: '2011-12-30T10:00:00Z', shown: '-660 12' },
];

describe('a schedule on any host', () => {
  let expected: string;

  before(async () => {
    ({ stdout: expected } = await answersAt('UTC', '2026-10-01T00:00:00Z'));
  });

  for (const { TZ, date, shown } of hosts) {
    it(`answers the same in ${TZ} on ${date.slice(0, 10)}`, async () => {
      const { stdout, stderr } = await answersAt(TZ, date);
      expect(stdout.split('\n')).to.have.length.above(300);
      expect(stdout).to.equal(expected);
      expect(stderr.trim()).to.equal(shown);
    });
  }
});

function answersAt(TZ: string, date: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, TZ };
  return promisify(execFile)(process.execPath, [SCRIPT, date], { env, timeout: LONGEST_LIFE_MS });
}
