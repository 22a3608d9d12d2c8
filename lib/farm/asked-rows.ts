import { randomUUID } from 'node:crypto';
import type { AskWork } from '../kit.js';
import { askData, checkAsk, digestOfData } from './ask.js';
import { FarmError } from './farm-errors.js';
import type { FarmJob } from './farm-job.js';
import { askId, askQueue } from './identity.js';
import { KEPT_FOR_EVER_S, KEPT_WITH_KEY_S } from './keeping.js';
import type { NewRow, RowData } from './rows.js';

/** What rows of asks are made from. */
export interface AskedRowsParts {
  readonly farm: string;
  /** @throws FarmError for a job that can't be asked for */
  job(name: string): FarmJob;
}

/**
 * The row of an ask, and those of what follows it, which it names, and which wait for it.
 *
 * @throws FarmError for a job that can't be asked for, a key, a priority or a time that is none, and data that can't be stored
 */
export function rowsOfAsk({ farm, job }: AskedRowsParts, ask: AskWork, nowMs: number): readonly NewRow[] {
  checkAsk(ask);
  const { name, key, keepMs, priority, follows = [] } = ask;
  const due = dueOf(ask, nowMs);
  const id = key === undefined ? randomUUID() : askId(farm, name, key);
  const steps = [
    { said: ask, place: { queue: askQueue(farm, name), id } },
    ...follows.map(said => ({ said, place: { queue: askQueue(farm, said.name), id: randomUUID() } })),
  ];
  return steps.map(({ said, place }, i) => {
    const asked = job(said.name);
    const value = askData(said.name, said.data);
    const keepS = keptSeconds(keepMs) ?? (key === undefined ? asked.keepS() : KEPT_WITH_KEY_S);
    const after = steps.slice(i + 1).map(step => step.place);
    const data: RowData = {
      ...{ job: said.name, at: nowMs, due, trigger: 'manual', data: value, v: asked.dataVersion, keepS },
      ...(i === 0 && key !== undefined && { key, digest: digestOfData(value) }),
      ...(after.length > 0 && { follows: after }),
    };
    const row: NewRow = { ...place, isDueNow: ask.atMs === undefined, keepS, data };
    if (i > 0) return { ...row, blocked: true };
    return priority === undefined ? row : { ...row, priority };
  });
}

/** Of rows under one id, as of two asks under one key, the first. */
export function firstOfEach(rows: readonly NewRow[]): readonly NewRow[] {
  const byId = new Map<string, NewRow>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()];
}

/** What waits longer would be deleted before it begins. */
function dueOf({ name, atMs }: AskWork, nowMs: number): number {
  if (atMs === undefined || atMs - nowMs <= KEPT_FOR_EVER_S * 1_000) return atMs ?? nowMs;
  throw new FarmError(`'${name}' is asked for in over 63 years, and is kept no longer: say an earlier at, or delay`);
}

function keptSeconds(keepMs: number | undefined): number | undefined {
  if (keepMs === undefined) return undefined;
  const seconds = Math.round(keepMs / 1_000);
  if (seconds >= 1 && seconds <= KEPT_FOR_EVER_S) return seconds;
  throw new FarmError('keep must be a second to 63 years: so long is what was asked for known after its end');
}
