// @ts-check
/** @type {typeof import('../../dist/lib/index.js')} */
const published = await import(new URL('../../dist/bundle/node/index.js', import.meta.url).href);

/** Carillon as it is published: what `import 'carillon'` gives in Node, and nothing else of it. */
export const { DayOfWeek, Month, Registry, Schedule, Scheduler } = published;
