/** The record of one occurrence that has ended. To be written by the runtime. */
export interface RunRecord {
  readonly key: string;
}
