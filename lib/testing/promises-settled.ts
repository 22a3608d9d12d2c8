/** Asked for, not imported: tests that mock the module for what they test would mock it for this one, too. */
const { scheduler } = process.getBuiltinModule('node:timers/promises');

/**
 * Resolves when all promises that can settle by themselves have settled. Node runs a callback of the event loop only
 * when the queues of microtasks and of `process.nextTick` are empty, however long the chains in them, so one turn of
 * the loop is exact, where counting microtasks would be a guess. It costs about a microsecond, as twenty `await`s do:
 * a year of alarms, one a minute, is settled in half a second.
 *
 * The turn is asked for where no fake timers stand: sinon and Node's `mock.timers` put their `setImmediate` into
 * `node:timers`, too, where this module would find it if it is loaded only then.
 */
export function promisesSettled(): Promise<void> {
  return scheduler.yield();
}
