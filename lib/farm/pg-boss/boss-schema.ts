/** The two PostgreSQL schemas of a farm: ours, and that of pg-boss beside it. */
export interface SchemaNames {
  readonly ours: string;
  readonly boss: string;
}

/** The version of pg-boss's schema whose columns are named here, in fetch and claim, and in what is read for people; nowhere else. */
export const BOSS_SCHEMA_VERSION = 46;

/** The columns of `job` that these statements name; a spec compares them with what pg-boss has made. */
export const BOSS_COLUMNS = [
  'id',
  'name',
  'data',
  'priority',
  'state',
  'start_after',
  'created_on',
  'started_on',
  'completed_on',
  'singleton_key',
  'expire_seconds',
  'deletion_seconds',
  'keep_until',
  'retry_limit',
  'retry_count',
  'retry_delay',
  'retry_backoff',
  'policy',
  'heartbeat_on',
  'blocked',
  'output',
] as const;
