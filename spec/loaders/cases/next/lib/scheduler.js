import { Registry, Scheduler } from 'carillon';

globalThis.timesLoaded = (globalThis.timesLoaded ?? 0) + 1;

export const scheduler = Scheduler.shared('app', () => {
  globalThis.timesMade = (globalThis.timesMade ?? 0) + 1;
  const registry = new Registry({ zone: 'UTC' });
  registry
    .schedule(() => console.log('the report runs'))
    .withName('report')
    .toRunNow()
    .andEvery(1)
    .days();
  return new Scheduler(registry);
});
