import { askQueues } from '../identity.js';
import type { VersionedJob } from '../store.js';
import type { SchemaNames } from './boss-schema.js';
import type { Queryable } from './database.js';
import { LIVES, SEEN } from './lives.js';
import { WAITS } from './read-statements.js';

/** More dead letters of one job than this are a problem. */
const MOST_DEAD = 10_000;

/** What was given back so often waits for longer than a minute. */
const LONG_GIVEN_BACK = 7;

/** What is wrong with a farm as a whole, one row a finding. */
export interface ProblemStatements {
  readonly unrun: string;
  readonly crowdedDead: string;
  readonly unwanted: string;
  readonly tooNew: string;
}

/** The statements, for these schemas. */
export function problemStatements({ ours, boss }: SchemaNames): ProblemStatements {
  return {
    // 1 farm: the jobs that no living host runs.
    unrun: `select s.name as job from ${ours}.schedule s where s.farm = $1 and s.words <> '' and not exists (
      select 1 from ${ours}.host h where h.farm = $1 and h.plans and h.${SEEN}
        and (h.runs is null or h.runs ? s.name)) order by s.name limit 100`,
    // 1 prefix of the ask queues: the jobs with too many dead letters.
    crowdedDead: `select singleton_key as job from ${boss}.job where starts_with(name, $1) and state = 'failed'
      group by singleton_key having count(*) > ${MOST_DEAD} order by singleton_key limit 100`,
    // 1 farm, 2 prefix of the ask queues: the jobs of which something waits, and that no release has which lives.
    unwanted: `select x.job from ${boss}.queue q, lateral (
        select singleton_key as job from ${boss}.job where name = q.name and ${WAITS} limit 1) x
      where starts_with(q.name, $2) and not exists (
        select from ${ours}.release r where r.farm = $1 and ${LIVES} and r.words ? x.job) order by x.job limit 100`,
    // 1 prefix of the ask queues, 2 jobs, 3 the versions of data that they take: those of which something newer waits.
    tooNew: `select distinct j.singleton_key as job from ${ours}.run r join ${boss}.job j on j.name = r.queue and j.id = r.id
      join unnest($2::text[], $3::int[]) as known(name, v) on known.name = j.singleton_key
      where starts_with(r.queue, $1) and r.given_back >= ${LONG_GIVEN_BACK} and j.state = 'retry'
        and (j.data->>'v')::int > known.v order by 1 limit 100`,
  };
}

const NOBODYS =
  'no release that lives has such a job: deploy one that has, or take it back by scheduler.asked(id).cancel()';

const TOO_NEW = 'its data is of a later version than this host takes: start a host of the release that asked for it';

/** What people are told of a farm, by a host that knows these jobs. */
export async function problemsOf(
  db: Queryable,
  sql: ProblemStatements,
  farm: string,
  jobs: readonly VersionedJob[],
): Promise<readonly string[]> {
  const unrun = await db.query(sql.unrun, [farm]);
  const asked = askQueues(farm);
  const dead = await db.query(sql.crowdedDead, [asked]);
  const unwanted = await db.query(sql.unwanted, [farm, asked]);
  const known = [jobs.map(({ name }) => name), jobs.map(({ dataVersion }) => dataVersion)];
  const tooNew = await db.query(sql.tooNew, [asked, ...known]);
  return [
    ...unrun.map(({ job }) => `no living host runs job '${job}': start one whose runs has it, or one without runs`),
    ...unwanted.map(({ job }) => `what was asked for of '${job}' waits, since ${NOBODYS}`),
    ...tooNew.map(({ job }) => `what was asked for of '${job}' waits, since ${TOO_NEW}`),
    ...dead.map(
      ({ job }) =>
        `job '${job}' has over ${MOST_DEAD.toLocaleString('en')} dead letters: use farm.redrive or farm.discard`,
    ),
  ];
}
