import type { Clock } from '../time/clock.js';
import { inNoContext } from '../time/no-context.js';
import { plainLine } from './plain-line.js';
import { type ProcessSignals, processSignals } from './process-signals.js';
import { shared } from './shared.js';
import { abandonedBy, listed, pendingOf, type ShutdownParticipant } from './shutdown-participant.js';
import { type ShutdownEffect, type ShutdownEvent, type ShutdownState, shutdownStep } from './shutdown-policy.js';
import { type StopRequest, USUAL_REQUESTS } from './stop-request.js';
import { systemClock } from './system-clock.js';

/** What copies of this package do with the coordinator that they share. */
type Register = Pick<ShutdownCoordinator, 'register'>;

/** By this key they find it. The number is that of the protocol between them, `Register`, and changes only with it. */
const COORDINATOR = 'shutdown-coordinator/1';

/** Has the process stop its participants when it is asked to end. Touches nothing global before the first registers. */
export const processShutdown: Register = {
  register(participant) {
    const one = shared<Register>(COORDINATOR, () => new ShutdownCoordinator(processSignals, systemClock));
    return one.register(participant);
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
  readonly #unlisteners = new Map<StopRequest, () => void>();
  #state: ShutdownState = { phase: 'watching' };
  #stops: Promise<readonly string[]>[] = [];
  /** Whether any of those that take part in the stop under way asked for `process.exit`. */
  #leavesByExit = false;

  constructor(process: ProcessSignals, clock: Clock) {
    this.#process = process;
    this.#clock = clock;
  }

  /** One that registers while the process is stopping is stopped at once. Unregistering twice does nothing. */
  register(participant: ShutdownParticipant): () => void {
    this.#participants.add(participant);
    this.#listenAsWanted();
    if (this.#state.phase !== 'watching') this.#stop(participant);
    return () => {
      this.#participants.delete(participant);
      this.#listenAsWanted();
    };
  }

  /** While a stop is under way it still needs its second and third signal, even when each participant has left. */
  #listenAsWanted(): void {
    const wanted = new Set<StopRequest>(this.#participants.size > 0 ? USUAL_REQUESTS : []);
    for (const participant of this.#participants) for (const signal of participant.signals ?? []) wanted.add(signal);
    for (const request of wanted) {
      if (!this.#unlisteners.has(request)) this.#unlisteners.set(request, this.#listen(request));
    }
    if (this.#state.phase !== 'watching') return;
    for (const request of [...this.#unlisteners.keys()]) if (!wanted.has(request)) this.#unlisten(request);
  }

  #listen(request: StopRequest): () => void {
    return this.#process.listen(request, others =>
      this.#handle({ kind: 'requested', request, others, atMs: this.#clock.monotonic() }),
    );
  }

  #unlisten(request: StopRequest): void {
    this.#unlisteners.get(request)?.();
    this.#unlisteners.delete(request);
  }

  #handle(event: ShutdownEvent): void {
    const { state, effects } = shutdownStep(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  /** What is to be done comes first, and what is to be said of it then. */
  #carryOut(effect: ShutdownEffect): void {
    switch (effect.kind) {
      case 'stop':
        void this.#stopAll();
        this.#print(`${effect.request}: stopping, ${this.#pending()}`);
        break;
      case 'cancelNow':
        for (const participant of this.#participants) this.#cancel(participant);
        this.#print(`${effect.request} again: cancelling, ${this.#pending()}`);
        break;
      case 'expectEnd':
        this.#print(
          `${effect.request} again, from the application, which is done: ending after the stop, ${this.#pending()}`,
        );
        break;
      case 'leaveToOthers': {
        const who = effect.theyListen ? 'which listens too' : 'which took it';
        this.#print(`${effect.request}: stopped, and leaving the exit to the application, ${who}`);
        this.#listenAsWanted();
        break;
      }
      case 'raise':
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
    this.#stops = [];
    this.#leavesByExit = false;
    for (const participant of [...this.#participants]) this.#stop(participant);
    let abandoned = false;
    for (const stop of this.#stops) {
      for (const what of await stop) {
        abandoned = true;
        this.#print(what);
      }
      // An application that raises its signal and one stop that is over in the same turn would miss each other.
      await this.#process.arrival();
    }
    this.#end(abandoned);
  }

  #stop(participant: ShutdownParticipant): void {
    if (participant.leaveBy === 'exit') this.#leavesByExit = true;
    this.#stops.push(inNoContext(() => abandonedBy(participant)));
  }

  /** Whoever is asked to end the process must find none of our listeners. */
  #end(abandoned: boolean): void {
    const state = this.#state;
    const othersListen = state.phase !== 'watching' && this.#process.othersListen(state.request);
    for (const request of [...this.#unlisteners.keys()]) this.#unlisten(request);
    this.#handle({ kind: 'stopped', abandoned, othersListen, leaveBy: this.#leavesByExit ? 'exit' : 'signal' });
  }

  #cancel(participant: ShutdownParticipant): void {
    try {
      participant.cancelNow();
    } catch (error) {
      this.#print(`${plainLine(participant.label)} could not be cancelled: ${plainLine(error)}`);
    }
  }

  #pending(): string {
    const names = [...this.#participants].flatMap(pendingOf);
    return names.length === 0 ? 'nothing is running' : `waiting for ${listed(names)}`;
  }

  #print(text: string): void {
    this.#process.print(`carillon: ${text}`);
  }
}
