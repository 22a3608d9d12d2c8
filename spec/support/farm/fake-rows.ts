import type { CancelSaid, RowData } from '../../../lib/farm/rows.js';
import type { KnownSchedule } from '../../../lib/farm/store.js';
import type { CutOffs } from './cuts.js';

/** A row as the fake keeps it: what pg-boss keeps, in one object. */
export interface FakeRow {
  readonly id: string;
  readonly queue: string;
  data: RowData;
  state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  attempt: number;
  wasStarted: boolean;
  startAfter: number;
  beatMs: number;
  /** When a host took it, which is no earlier than it was due. */
  fetchedMs: number;
  blocked: boolean;
  output: unknown;
  /** When it was written, or was due after that: the order of a queue. */
  readonly stoodMs: number;
  readonly priority: number;
  endedMs: number;
}

/** What is known of a row beside it. */
export interface FakeMark {
  attempt: number;
  host: string;
  begun: boolean;
  counted: boolean;
  cuts: CutOffs;
  cutHost: string | undefined;
  givenBack: number;
  cancel: CancelSaid | undefined;
}

/** A schedule as the fake keeps it, with its words, and the change that wrote it last. */
export type FakeSchedule = { -readonly [Field in keyof KnownSchedule]: KnownSchedule[Field] } & {
  words: string;
  changed: number;
};
