import { keyOf } from '../kit.js';
import { isAskQueue } from './identity.js';
import type { FetchedRow, RowData } from './rows.js';

/** What a row says of the key of its run. */
export interface KeyedRow {
  readonly id: string;
  readonly queue: string;
  readonly data: Pick<RowData, 'job' | 'at' | 'trigger' | 'key'>;
}

/** The key of a run: of an occurrence its instant, of a trigger its own, of what was asked for the key it came with. */
export function keyOfRow({ id, queue, data }: KeyedRow): string {
  if (isAskQueue(queue)) return `${data.job}@${data.key ?? id}`;
  const key = keyOf(data.job, data.at);
  return data.trigger === 'manual' ? `${key}#${id}` : key;
}

/** What a run is called on every host: its row and, from the second on, the attempt. */
export function runIdOf({ id, attempt }: Pick<FetchedRow, 'id' | 'attempt'>): string {
  return attempt === 0 ? id : `${id}.${attempt}`;
}

/** The row and the attempt of a run; `undefined` for what is called otherwise. */
export function rowOfRun(runId: string): { readonly id: string; readonly attempt: number } | undefined {
  const [, id, attempt = '0'] = /^([\da-f-]{36})(?:\.(\d{1,9}))?$/.exec(runId) ?? [];
  return id === undefined ? undefined : { id, attempt: Number(attempt) };
}
