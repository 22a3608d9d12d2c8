import type { Core } from '../load/carillon-copy.js';
import { exportedFarm } from '../load/exported-farm.js';
import { AHEAD_MS, remarksOn } from '../load/remarks.js';
import { counted } from '../text/count.js';
import { DAY_MS, lengthText } from '../text/length.js';
import { momentsIn } from '../text/moment.js';
import type { Diagnosis, Patient } from './check.js';

/** A clock change is worth a word when it is near. */
const SOON_MS = 14 * DAY_MS;
/** Zones that are looked at. */
const MAX_ZONES = 20;

/** What may surprise in the schedules. */
export function checkSchedules({ jobs, nowMs }: Patient): readonly Diagnosis[] {
  const { definitions, carillon, file, exports } = jobs;
  const findings = remarksOn(carillon.core, definitions, exportedFarm(exports), nowMs);
  const remarks = findings.length === 0 ? 'nothing to remark' : `${counted(findings.length, 'remark')}, below`;
  const jobsFound: Diagnosis[] = [
    {
      verdict: definitions.length === 0 ? 'note' : 'ok',
      label: 'jobs',
      text: `${counted(definitions.length, 'job')} in ${file}, ${remarks}`,
    },
  ];
  return [
    ...jobsFound,
    ...findings.map(({ job, message, remedy, ...finding }): Diagnosis => {
      return { verdict: verdictOf(finding), label: job, text: message, remedy };
    }),
  ];
}

/** When clocks change next, in the zones of the jobs. */
export function checkClocks({ jobs, nowMs }: Patient): readonly Diagnosis[] {
  const zones = [...new Set(jobs.definitions.map(({ schedule }) => schedule.zone))].slice(0, MAX_ZONES);
  const changes = zones.flatMap(zone => {
    const at = nextChange(zone, nowMs);
    return at === undefined ? [] : [{ zone, at }];
  });
  if (changes.length === 0)
    return [{ verdict: 'ok', label: 'clocks', text: 'those of no job change within half a year' }];
  return changes.map(({ zone, at }) => {
    const isSoon = at - nowMs < SOON_MS;
    const when = `${momentsIn(zone).text(at, nowMs)}, in ${lengthText(at - nowMs)}`;
    const text = `those of ${zone} change next on ${when}`;
    if (!isSoon) return { verdict: 'ok', label: 'clocks', text };
    return { verdict: 'note', label: 'clocks', text, remedy: 'carillon explain JOB says what becomes of it then' };
  });
}

type Finding = Omit<ReturnType<Core['lint']>[number], 'job' | 'message' | 'remedy'>;

function verdictOf({ severity }: Finding): Diagnosis['verdict'] {
  return severity === 'note' ? 'note' : 'failed';
}

/** The first millisecond of another offset within half a year, found by days and then by halves. */
function nextChange(zone: string, nowMs: number): number | undefined {
  const moments = momentsIn(zone);
  const offset = moments.offset(nowMs);
  let before = nowMs;
  for (let at = nowMs; at < nowMs + AHEAD_MS; at += DAY_MS) {
    if (moments.offset(at) !== offset) return halved(before, at);
    before = at;
  }
  return undefined;

  function halved(same: number, other: number): number {
    if (other - same <= 1) return other;
    const middle = Math.floor((same + other) / 2);
    return moments.offset(middle) === offset ? halved(middle, other) : halved(same, middle);
  }
}
