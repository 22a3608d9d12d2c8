import { expect } from 'chai';
import {
  type DuplicateNameError,
  type InvalidTimeError,
  type ScheduleError,
  type ScheduleRangeError,
  SchedulerError,
  type UnknownZoneError,
} from '../../lib/errors.js';

/** The class of an error of ours. */
export type Kind =
  | typeof ScheduleError
  | typeof ScheduleRangeError
  | typeof InvalidTimeError
  | typeof DuplicateNameError
  | typeof UnknownZoneError;

/** What people do, and what they are told: what is wrong, with which job, and what to say instead. */
export type Mistake = readonly [mistake: () => unknown, kind: Kind, message: string];

/** Where a spec declares a job: `HERE`, in the messages that are expected. */
const HERE = /[^\s(]*\.spec\.[jt]s:\d+/g;

/** Expects that a mistake is answered by this message of an error of ours. */
export function expectMessage(mistake: () => unknown, kind: Kind, message: string): void {
  let thrown: unknown;
  try {
    mistake();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).to.be.instanceOf(kind).and.to.be.instanceOf(SchedulerError);
  expect((thrown as Error).message.replaceAll(HERE, 'HERE')).to.equal(message);
}
