import { Pace } from '../../lib/run/pace.js';
import { Slot } from '../../lib/run/slot.js';
import { SlotState } from '../../lib/run/slot-state.js';
import { Agenda } from '../../lib/scheduler/agenda.js';
import { Intake } from '../../lib/scheduler/intake.js';

/** Faults that the engine once had, each put into it. @returns what takes it out again */
export const SEEDED_FAULTS: Readonly<Record<string, () => () => void>> = {
  'no slice ever ends, whatever brings about more': () => replaced(Pace.prototype, 'isOver', { get: () => false }),
  'nobody is known to wait for what it triggers': () => {
    const { trigger } = Intake.prototype;
    return replaced(Intake.prototype, 'trigger', {
      value(this: Intake, ...[entry, request, ended]: Parameters<Intake['trigger']>) {
        trigger.call(this, entry, { ...request, owner: undefined }, ended);
      },
    });
  },
  'what is due at a stop, a resume, an edit or a removal has no outcome': () => {
    const { takeOutstanding } = Agenda.prototype;
    return replaced(Agenda.prototype, 'takeOutstanding', {
      value(this: Agenda, ...args: Parameters<Agenda['takeOutstanding']>) {
        takeOutstanding.apply(this, args);
        return [];
      },
    });
  },
  'a newer run under cancelPrevious waits anew, and has not the turn of the older': () => {
    const { due } = Slot.prototype;
    return replaced(Slot.prototype, 'due', {
      value(this: Slot, ...[run, inTurn]: Parameters<Slot['due']>) {
        const why = { reason: 'overlap', detail: `the newer run ${run.key} took its turn` } as const;
        const isNewer = run.enrolment.definition.overlap === 'cancelPrevious' && !inTurn;
        if (isNewer && this.state === SlotState.entering) this.take('takeBack', why);
        due.call(this, run, inTurn);
      },
    });
  },
};

function replaced(prototype: object, name: string, by: PropertyDescriptor): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
  Object.defineProperty(prototype, name, { configurable: true, ...by });
  return () => void Object.defineProperty(prototype, name, before);
}
