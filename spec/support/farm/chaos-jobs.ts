import { Registry, type RunContext } from '../../../lib/index.js';

/** What a job of the chaos does: it takes so long. */
export type ChaosWork = (context: RunContext, ms: number) => Promise<void>;

/** Twenty schedules of a second to ten, of every kind that shares a place. */
export function chaosRegistry(work: ChaosWork): Registry {
  const registry = new Registry({ zone: 'UTC' });
  const every = (seconds: number, ms: number, name: string) =>
    registry
      .schedule((context: RunContext) => work(context, ms))
      .withName(name)
      .toRunEvery(seconds)
      .seconds();
  for (let i = 0; i < 8; i += 1) every(1, 50, `quick${i}`);
  for (let i = 0; i < 2; i += 1) every(1, 50, `once${i}`).atMostOnce();
  for (let i = 0; i < 3; i += 1) every(2, 700, `middle${i}`);
  for (let i = 0; i < 2; i += 1) every(3, 4_000, `slow${i}`);
  every(3, 4_000, 'after').whenOverlapping('runAfter');
  every(3, 4_000, 'newest').whenOverlapping('cancelPrevious');
  for (let i = 0; i < 2; i += 1) every(2, 600, `group${i}`).inGroup('g');
  every(10, 7_000, 'long');
  return registry;
}
