import type { RunRecordJson } from '../../../lib/index.js';

/**
 * The occurrences of a grid that are not in exactly one record, as one that ran or as missed: from the first that is
 * recorded to the last, unless a stretch is said.
 */
export function gaps(
  records: readonly RunRecordJson[],
  everyMs: number,
  stretch?: { readonly fromMs: number; readonly toMs: number },
): readonly string[] {
  const spans = records.map(({ outcome: { kind, first = '', last = '' }, occurrenceMs }) =>
    kind === 'missed' ? ([Date.parse(first), Date.parse(last)] as const) : ([occurrenceMs, occurrenceMs] as const),
  );
  const fromMs = stretch?.fromMs ?? Math.min(...spans.map(([first]) => first));
  const toMs = stretch?.toMs ?? Math.max(...spans.map(([, last]) => last));
  const found: string[] = [];
  for (let at = fromMs; at <= toMs; at += everyMs) {
    const count = spans.filter(([first, last]) => at >= first && at <= last).length;
    if (count !== 1) found.push(`${new Date(at).toISOString()} has ${count} records`);
  }
  return found;
}
