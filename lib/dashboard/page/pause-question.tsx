import type { Row } from '../api.js';
import type { Intents } from './intents.js';
import { Question, ReasonField, saidOf } from './question.js';
import { serverNow } from './server-clock.js';
import { instantOf, wallTimeOf } from './wall-time.js';

/** Asks for how long, and why, a job is paused. */
export function PauseQuestion({ job, zone, keeps, intents }: PauseProps) {
  const act = (said: FormData): void => {
    const until = untilOf(saidOf(said, 'until'), zone, serverNow());
    const order = { do: 'pause', job: job.name, reason: saidOf(said, 'reason') } as const;
    intents.perform(until === undefined ? order : { ...order, until }, `${job.name} is paused.`);
  };
  return (
    <Question title={<>Pause <bdi>{job.name}</bdi>?</>} yes="Pause" act={act} leave={intents.leave}>
      <p>What runs goes on. Occurrences until then are recorded as skipped, and not made up for.</p>
      <ReasonField hint="everybody sees it, and the record keeps it" example="vendor outage, see INC-2231" />
      <label>
        Until
        <select name="until">
          <option value="resume">{keeps ? 'I resume it' : 'I resume it, or the next process starts'}</option>
          <option value="1">in 1 hour</option>
          <option value="4">in 4 hours</option>
          <option value="tomorrow">tomorrow, 09:00</option>
        </select>
      </label>
    </Question>
  );
}

interface PauseProps {
  readonly job: Row;
  readonly zone: string;
  /** Whether a pause outlives the process. */
  readonly keeps: boolean;
  readonly intents: Intents;
}

/** The instant that a choice means: tomorrow is that of the zone in which times are shown. */
function untilOf(choice: string, zone: string, now: number): number | undefined {
  if (choice === 'resume') return undefined;
  if (choice !== 'tomorrow') return now + Number(choice) * 3_600_000;
  const today = wallTimeOf(now, zone);
  return instantOf({ ...today, day: today.day + 1, hour: 9, minute: 0, second: 0 }, zone);
}
