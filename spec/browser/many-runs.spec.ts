import { expect } from 'chai';
import { dashboard } from '../../lib/dashboard/index.js';
import { Registry, Scheduler } from '../../lib/index.js';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';

/** As many as one answer holds, and some more. */
const RUNS = 520;
const FAILED_AT_FIRST = 19;

describe('the runs of a job of which many are kept', () => {
  let scheduler: Scheduler;
  let served: Served;
  let tab: Opened;

  before(async () => {
    const registry = new Registry({ zone: 'UTC' });
    let runs = 0;
    registry
      .schedule(() => {
        runs += 1;
        if (runs <= FAILED_AT_FIRST) throw new Error('not warm yet');
      })
      .withName('many')
      .whenAsked();
    scheduler = new Scheduler(registry, { history: 1_000 }).start();
    scheduler.on('failed', () => {});
    for (let i = 0; i < RUNS; i++) await scheduler.get('many')?.trigger();
    served = await Served.at(dashboard(scheduler, { local: true }));
    tab = await Opened.at(served.url('#/jobs/many'));
  });
  after(async () => {
    await tab[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
    await scheduler.stop();
    await closeBrowser();
  });

  const rows = () => tab.page.locator('table.runs tbody tr').count();
  const said = async () => (await tab.page.locator('footer.more').allInnerTexts()).join().replaceAll(/\s+/g, ' ');

  it('are told to be more than are shown, also where all are asked for that one answer holds', async () => {
    expect([await rows(), await said()]).to.deep.equal([12, '12 of those that are kept Show all']);
    await tab.page.getByRole('button', { name: 'Show all' }).click();
    await tab.page.getByText('500 of those that are kept').waitFor();
    expect([await rows(), await said()]).to.deep.equal([500, '500 of those that are kept']);
  });

  it('can be chosen by how they ended, though none of the last ended so', async () => {
    await tab.go('#/jobs/many');
    await tab.page.getByRole('button', { name: 'failed', exact: true }).click();
    await tab.page.getByText(`12 of the ${FAILED_AT_FIRST} that are kept`).waitFor();
    await tab.page.getByRole('button', { name: 'Show all' }).click();
    await tab.page.getByText('of those that are kept').waitFor({ state: 'detached' });
    expect([await rows(), await said()]).to.deep.equal([FAILED_AT_FIRST, '']);
  });

  it('are said to be none where none that is kept ended so', async () => {
    await tab.go('#/jobs/many?outcome=timedOut');
    await tab.page.getByText('0 of those that are kept').waitFor();
    expect([await rows(), await said()]).to.deep.equal([0, '0 of those that are kept']);
    expect(tab.faults()).to.deep.equal([]);
  });

  it('are begun by a question that speaks of no next occurrence where there is none', async () => {
    await tab.go('#/jobs/many');
    await tab.page.getByRole('button', { name: 'Run now' }).click();
    expect(await tab.page.getByRole('dialog').locator('p').textContent()).to.equal('It is idle. ');
    await tab.page.getByRole('button', { name: 'Leave it' }).click();
  });
});
