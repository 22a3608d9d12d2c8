import type { EndKind } from '../../../lib/dashboard/api.js';
import type { RunRecordJson } from '../../../lib/index.js';

const BAD: readonly EndKind[] = ['failed', 'timedOut', 'abandoned'];

/** The records of a job. */
export function recordsOf(ledger: readonly RunRecordJson[], name: string): readonly RunRecordJson[] {
  return ledger.filter(({ jobName }) => jobName === name);
}

/** How many of a job's runs ended badly in a row, counted from its records alone. */
export function streakOf(ledger: readonly RunRecordJson[], name: string): number {
  let streak = 0;
  for (const record of recordsOf(ledger, name)) {
    if (isBad(record)) streak += 1;
    else if (record.outcome.kind === 'succeeded') streak = 0;
  }
  return streak;
}

/** The last of them, the newest first. */
export function newest(records: readonly RunRecordJson[], most: number): readonly RunRecordJson[] {
  return records.slice(-most).reverse();
}

/** Whether it counts as a failure. */
export function isBad({ outcome }: RunRecordJson): boolean {
  return BAD.includes(outcome.kind);
}

/** All of them together. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** By the nearest rank. */
export function rank(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
