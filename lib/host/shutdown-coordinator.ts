import type { Clock } from '../time/clock.js';
import { type ProcessSignals, processSignals } from './process-signals.js';
import { type ShutdownEffect, type ShutdownEvent, type ShutdownState, shutdownStep } from './shutdown-policy.js';
import { systemClock } from './system-clock.js';

/** Something that has work to bring to an end before the process does. */
export interface ShutdownParticipant {
  /** Names it on stderr. */
  readonly label: string;
  /** The names of what is running now. */
  pending(): readonly string[];
  /** Brings all to an end within its own time limits. Called once a stop; a second call should give the same promise. */
  stop(): Promise<{ readonly abandoned: readonly unknown[] }>;
  /** Cuts the drain time of the stop short. */
  cancelNow(): void;
}

/** More names than this are only counted on stderr. */
const MOST_NAMES = 20;

/**
 * Where the one coordinator of the process is found, also by another copy of this package. The number is that of the
 * protocol between them, `register(participant): unregister`, and changes only with it.
 */
const COORDINATOR = Symbol.for('carillon.shutdown-coordinator/1');

/** Has the process stop its participants when it is asked to end. Touches nothing global before the first registers. */
export const processShutdown: Pick<ShutdownCoordinator, 'register'> = {
  register(participant) {
    const shared = globalThis as { [COORDINATOR]?: Pick<ShutdownCoordinator, 'register'> };
    shared[COORDINATOR] ??= new ShutdownCoordinator(processSignals, systemClock);
    return shared[COORDINATOR].register(participant);
  },
};

/**
 * Stops all participants side by side when the process is asked to stop, then lets the process end as it would have.
 * It listens only while there are participants. What is decided when is in `shutdownStep`; here it is carried out.
 */
export class ShutdownCoordinator {
  readonly #process: ProcessSignals;
  readonly #clock: Clock;
  readonly #participants = new Set<ShutdownParticipant>();
  #state: ShutdownState = { phase: 'watching' };
  #stops: Promise<readonly string[]>[] = [];
  #unlisten: (() => void) | undefined;

  constructor(process: ProcessSignals, clock: Clock) {
    this.#process = process;
    this.#clock = clock;
  }

  /** One that registers while the process is stopping is stopped at once. Unregistering twice does nothing. */
  register(participant: ShutdownParticipant): () => void {
    this.#participants.add(participant);
    this.#unlisten ??= this.#process.listen((request, applicationListens) =>
      this.#handle({ kind: 'requested', request, applicationListens, atMs: this.#clock.monotonic() }),
    );
    if (this.#state.phase !== 'watching') this.#stops.push(abandonedBy(participant));
    return () => {
      this.#participants.delete(participant);
      this.#unlistenIfDone();
    };
  }

  #handle(event: ShutdownEvent): void {
    const { state, effects } = shutdownStep(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: ShutdownEffect): void {
    switch (effect.kind) {
      case 'stop': {
        const leaving = effect.leaveExit ? ', and leaving the exit to the application, which listens too' : '';
        this.#print(`${effect.request}: stopping, ${this.#pending()}${leaving}`);
        void this.#stopAll();
        break;
      }
      case 'cancelNow':
        this.#print(`${effect.request} again: cancelling, ${this.#pending()}`);
        for (const participant of this.#participants) this.#cancel(participant);
        break;
      case 'raise':
        this.#unlisten?.();
        this.#unlisten = undefined;
        this.#process.raise(effect.signal);
        break;
      case 'exit':
        this.#process.exit(effect.status);
        break;
      default:
        effect satisfies never;
    }
  }

  /** Never rejects. The loop reaches those that register while it waits. */
  async #stopAll(): Promise<void> {
    this.#stops = [...this.#participants].map(abandonedBy);
    let abandoned = false;
    for (const stop of this.#stops) {
      for (const what of await stop) {
        abandoned = true;
        this.#print(what);
      }
    }
    this.#handle({ kind: 'stopped', abandoned });
    this.#unlistenIfDone();
  }

  #cancel(participant: ShutdownParticipant): void {
    try {
      participant.cancelNow();
    } catch (error) {
      this.#print(`${participant.label} could not be cancelled: ${String(error)}`);
    }
  }

  /** A stop under way still needs its second and third signal, even when each participant has left. */
  #unlistenIfDone(): void {
    if (this.#participants.size > 0 || this.#state.phase !== 'watching') return;
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #pending(): string {
    const names = [...this.#participants].flatMap(pendingOf);
    return names.length === 0 ? 'nothing is running' : `waiting for ${listed(names)}`;
  }

  #print(text: string): void {
    this.#process.print(`carillon: ${text}`);
  }
}

/** Each as a line. A stop that fails has brought nothing to its end, so the process must not look as if it had. */
async function abandonedBy(participant: ShutdownParticipant): Promise<readonly string[]> {
  try {
    const { abandoned } = await participant.stop();
    return abandoned.length === 0 ? [] : [`${participant.label} abandoned ${listed(abandoned)}`];
  } catch (error) {
    return [`${participant.label} could not be stopped: ${String(error)}`];
  }
}

function pendingOf(participant: ShutdownParticipant): readonly string[] {
  try {
    return participant.pending();
  } catch {
    return [participant.label];
  }
}

function listed(names: readonly unknown[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return names.slice(0, MOST_NAMES).join(', ') + more;
}
