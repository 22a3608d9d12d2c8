// @ts-check

import { zone } from './libraries/library.js';
import * as burst from './rows/burst.js';
import * as command from './rows/command.js';
import * as dashboard from './rows/dashboard.js';
import * as declare from './rows/declare.js';
import * as dispatch from './rows/dispatch.js';
import * as millisecond from './rows/every-millisecond.js';
import * as far from './rows/far.js';
import * as idle from './rows/idle.js';
import * as lateness from './rows/lateness.js';
import * as next from './rows/next.js';

// As the rows set it for the processes that they start.
process.env['TZ'] = zone;

/**
 * Every measurement of Carillon itself, a few times over and without any peer: shows that they work, and measures
 * nothing. Prints what each gave, as JSON.
 */
const ours = ['carillon', 'raw'];
const inTurn = {
  next: summaryOf(await next.measureAll(false)),
  far: summaryOf(await far.row.run()),
  dispatch: summaryOf(await dispatch.measureAll(ours)),
};
const sideBySide = Object.fromEntries(
  await Promise.all(
    ours.map(async file => {
      const [due, everySecond, everyMillisecond, waiting] = await Promise.all([
        burst.burst(file, 20),
        lateness.lateness(file, 5, 1),
        millisecond.everyMillisecond(file, 100),
        idle.idle(file, 10, 0, 300),
      ]);
      return [file, { due, everySecond, everyMillisecond, waiting }];
    }),
  ),
);
const declared = Object.fromEntries(
  await Promise.all(ours.map(async file => [file, await declare.declareAndCancel(file, 20)])),
);

const typed = summaryOf(await command.measureAll(20, 1));
const watched = summaryOf(await dashboard.measureAll(20, 0.2, 1));

process.stdout.write(JSON.stringify({ ...inTurn, sideBySide, declared, typed, watched }), () => process.exit());

/** @param {readonly import('./measure/bars.js').Measurement[]} measurements */
function summaryOf(measurements) {
  return Object.fromEntries(measurements.map(({ what, results }) => [what, results]));
}
