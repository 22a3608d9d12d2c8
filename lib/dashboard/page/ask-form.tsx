import type { Intents } from './intents.js';
import { Press } from './press.js';
import type { Question } from './question.js';
import { serverNow } from './server-clock.js';
import { dayOf, instantOf } from './wall-time.js';
import { DAY_MS } from './zone-text.js';

/** A question with a way out, a deed, and the fields that this deed has. */
export function AskForm({ question, keeps, zone, intents }: FormProps) {
  const { title, text, yes, reason, isUntil, order, done } = question;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        const said = new FormData(event.currentTarget);
        const until = untilOf(saidOf(said, 'until'), zone, serverNow());
        intents.leave();
        intents.perform({ ...order, reason: saidOf(said, 'reason'), ...(until && { until }) }, done);
      }}
    >
      <h2 id="dialog-title">{title}</h2>
      <p>{text}</p>
      {reason && (
        <label>
          Why
          <small>{reason}</small>
          <input name="reason" maxLength={200} placeholder="vendor outage, see INC-2231" autocomplete="off" />
        </label>
      )}
      {isUntil && (
        <label>
          Until
          <select name="until">
            <option value="">{keeps ? 'I resume it' : 'I resume it, or the next process starts'}</option>
            <option value="1">in 1 hour</option>
            <option value="4">in 4 hours</option>
            <option value="tomorrow">tomorrow, 09:00</option>
          </select>
        </label>
      )}
      <div class="choices">
        <Press act={intents.leave}>Leave it</Press>
        <button type="submit" class="button first">
          {yes}
        </button>
      </div>
    </form>
  );
}

interface FormProps {
  readonly question: Question;
  /** Whether a pause outlives the process. */
  readonly keeps: boolean;
  readonly zone: string;
  readonly intents: Intents;
}

/** What a field of a form holds; a field that it hasn't holds nothing. The browser lets no more be typed than is taken. */
export function saidOf(said: FormData, name: string): string {
  const value = said.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The instant that a choice means: tomorrow is that of the zone in which times are told. */
function untilOf(choice: string, zone: string, now: number): number | undefined {
  if (choice === '') return undefined;
  if (choice !== 'tomorrow') return now + Number(choice) * 3_600_000;
  return instantOf((dayOf(now, zone) + 1) * DAY_MS + 9 * 3_600_000, zone);
}
