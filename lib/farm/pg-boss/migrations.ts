/** One step of our own schema. Steps are only ever added, and none breaks the release before. */
export interface Migration {
  readonly version: number;
  statements(schema: string, boss: string): readonly string[];
}

/** All steps, in order. The schema of pg-boss is its own affair and lies beside ours. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, statements: first }];

/** The version that this release writes. */
export const NEWEST_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** Where the versions are kept: what every release, however new, leaves as it is. */
export function versionTable(schema: string): string {
  return `create table if not exists ${schema}.version (version int primary key, at timestamptz not null default now())`;
}

function first(s: string, boss: string): readonly string[] {
  return [
    // One sequence for all tokens, so that a token is never smaller than one that was given out before.
    `create sequence ${s}.token`,
    `create table ${s}.farm (
      farm text primary key, application text not null, system text not null, database text not null,
      created timestamptz not null default now())`,
    `create table ${s}.host (
      farm text not null, id uuid not null, name text not null, pid int not null, release text not null, runs jsonb,
      plans boolean not null, zones text not null, stopping boolean not null default false,
      joined timestamptz not null default now(), seen timestamptz not null default now(), told jsonb,
      primary key (farm, id))`,
    `create table ${s}.release (
      farm text not null, release text not null, words jsonb not null, started bigint not null,
      first_seen timestamptz not null, last_seen timestamptz not null, primary key (farm, release))`,
    // `changed` is the transaction that wrote the row: a reader asks from its own horizon on, and so misses none.
    `create table ${s}.schedule (
      farm text not null, name text not null, words text not null, watermark bigint, settled bigint, runs_left int,
      pause jsonb, paused_until timestamptz, skips jsonb not null default '[]',
      changed xid8 not null default pg_current_xact_id(), primary key (farm, name))`,
    `create index schedule_changed on ${s}.schedule (farm, changed)`,
    `create table ${s}.place (
      place text primary key, farm text not null, queue text not null, holder uuid not null, attempt int not null,
      key text not null, host uuid not null, host_name text not null, token bigint not null,
      claimed_by xid8 not null)`,
    // In the order of a line: what is worth more, then what was due earlier, in milliseconds with their fractions.
    `create table ${s}.waiting (
      place text not null, queue text not null, holder uuid not null, attempt int not null, priority int not null,
      due float8 not null, newest boolean not null, primary key (place, holder))`,
    // What is known of a row beyond what pg-boss knows: where it was begun, how often its hosts went away, and why and by
    // whom it was cancelled.
    `create table ${s}.run (
      id uuid primary key, queue text not null, attempt int not null, host uuid not null, begun boolean not null,
      counted boolean not null default false, token bigint, cuts int not null default 0, first_cut timestamptz,
      cut_host uuid, given_back int not null default 0, cancel text, cancel_by text,
      cancel_for_newer boolean not null default false)`,
    `create index run_cancel on ${s}.run (host) where cancel is not null`,
    `create index run_cut on ${s}.run (cut_host) where cut_host is not null`,
    `create index ${s}_history on ${boss}.job_common (name, singleton_key, start_after desc)
      where singleton_key is not null`,
  ];
}
