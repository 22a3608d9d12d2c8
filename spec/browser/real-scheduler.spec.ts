import { once } from 'node:events';
import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { type RealShop, realShop } from '../support/browser/real-shop.js';
import { Served } from '../support/browser/served.js';
import { servingChild } from '../support/browser/serving-child.js';

describe('the dashboard over a scheduler that runs', () => {
  let shop: RealShop;
  let served: Served;
  let tab: Opened;

  beforeEach(async () => {
    shop = realShop();
    served = await Served.at(shop.dashboard);
    tab = await Opened.at(served.url());
  });

  afterEach(async () => {
    await tab[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
    shop.finish();
    await shop.scheduler.stop();
  });

  after(closeBrowser);

  const button = (name: string) => tab.page.getByRole('button', { name, exact: true });
  const job = (name: string) => shop.scheduler.get(name);
  const run = async (name: string): Promise<void> => {
    await button(`Run now ${name}`).click();
    await button('Run now').click();
  };

  it('runs a job by hand: it is seen to succeed, with its value, and who it was', async () => {
    await run('rates');
    await tab.page.getByText('took').first().waitFor();
    expect(job('rates')?.lastRun?.outcome.kind).to.equal('succeeded');
    await tab.go('#/jobs/rates');
    await tab.page.getByText('hand, ana').first().waitFor();
    await tab.page.getByRole('button', { name: 'succeeded' }).first().click();
    await tab.page.getByRole('code').getByText('31 currencies').waitFor();
    await tab.go('#/activity');
    await tab.page.getByRole('row', { name: /ana ran rates/ }).waitFor();
    expect(tab.faults()).to.deep.equal([]);
  });

  it('shows why a job failed, with what caused it', async () => {
    await run('bank');
    await tab.page.getByText('Failing ×1', { exact: true }).waitFor();
    await tab.go('#/jobs/bank');
    await tab.page.getByText('caused by').waitFor();
    expect(await tab.text())
      .to.include('TypeError')
      .and.to.include('fetch failed')
      .and.to.include('real-shop.');
    expect(await tab.axe()).to.deep.equal([]);
  });

  it('shows a run go on: its progress, its log as it comes, and its end', async () => {
    await run('count');
    await tab.page.getByText('so far').waitFor();
    await tab.go('#/jobs/count');
    await tab.page.getByRole('heading', { name: 'In progress' }).waitFor();
    shop.goOn(3);
    await tab.page.getByRole('heading', { name: '3 of 12 · shelf 3' }).waitFor();
    shop.goOn(7);
    await tab.page.getByRole('heading', { name: '7 of 12 · shelf 7' }).waitFor();
    await tab.page.getByRole('list', { name: 'Log' }).getByText('shelf 3').waitFor();
    await tab.page.getByRole('list', { name: 'Log' }).getByText('shelf 7').waitFor();
    await tab.page.getByRole('link', { name: 'this run alone' }).click();
    shop.goOn(9);
    await tab.page.getByRole('heading', { name: '9 of 12 · shelf 9' }).waitFor();
    shop.finish();
    await tab.page.getByText('succeeded after').waitFor();
    expect(await tab.text()).to.include('3 of at most 100 lines');
  });

  it('cancels a run, which says why and who it was', async () => {
    await run('count');
    await tab.go('#/jobs/count');
    await button('Cancel…').click();
    await tab.page.getByRole('textbox', { name: 'Why goes' }).fill('deploying');
    await button('Cancel the run').click();
    await tab.page.getByRole('button', { name: 'cancelled' }).first().waitFor();
    expect(job('count')?.lastRun?.outcome.kind).to.equal('cancelled');
    await tab.go('#/activity');
    await tab.page.getByRole('row', { name: /ana cancelled count deploying/ }).waitFor();
  });

  it('pauses with a reason until then, resumes, and skips the next', async () => {
    await button('Pause rates').click();
    await tab.page.getByLabel('Why').fill('vendor outage');
    await tab.page.getByLabel('Until').selectOption({ label: 'in 4 hours' });
    await button('Pause').click();
    await tab.page.getByText('Paused by ana · vendor outage').waitFor();
    expect(job('rates')?.paused).to.include({ reason: 'vendor outage', by: 'ana' });
    await button('Resume rates').click();
    await button('Pause rates').waitFor();
    expect(job('rates')?.phase).to.equal('idle');
    await tab.go('#/jobs/rates');
    await button('Skip the next…').click();
    await button('Skip it').click();
    await tab.page.getByRole('status').filter({ hasText: 'rates skips its next run.' }).waitFor();
    await tab.go('#/activity');
    await tab.page.getByRole('row', { name: /ana skipped rates/ }).waitFor();
  });

  it('pauses all, and resumes them', async () => {
    await button('Pause all…').click();
    await button('Pause all').click();
    await tab.page.getByRole('status').filter({ hasText: 'Paused: 3 jobs.' }).waitFor();
    expect(shop.scheduler.jobs.map(({ phase }) => phase)).to.deep.equal(['paused', 'paused', 'paused']);
    await button('Resume all…').click();
    await button('Resume all').click();
    await tab.page.getByRole('status').filter({ hasText: 'Resumed: 3 jobs.' }).waitFor();
    expect(shop.scheduler.jobs.map(({ phase }) => phase)).to.deep.equal(['idle', 'idle', 'idle']);
    for (const one of shop.scheduler.jobs.slice(1)) one.pause('by hand');
    await tab.page.reload();
    await button('Pause all…').click();
    await tab.page.getByRole('heading', { name: 'Pause all 1 job that is not paused?' }).waitFor();
    await button('Pause all').click();
    await tab.page.getByRole('status').filter({ hasText: 'Paused: 1 job.' }).waitFor();
  });

  it('says its schedule as cron text, and why it did not run', async () => {
    await tab.go('#/jobs/rates');
    expect(await tab.text()).to.match(/As cron text\s+0 0 1 1 \*/);
    await tab.page.getByLabel('When rates should have run').fill('2026-01-02 12:00');
    await button('Ask').click();
    await tab.page.locator('.answer').waitFor();
    expect((await tab.page.locator('.answer').textContent())?.length).to.be.above(20);
  });

  it('is no bar to a stop, and says that there was one', async () => {
    await tab.page.locator('.live[title="Live"]').waitFor();
    const began = performance.now();
    await shop.scheduler.stop();
    expect(performance.now() - began).to.be.below(1_000);
    await tab.page.getByText(/is stopping|has been stopped|No answer/).waitFor();
  });

  it('lets the process end while a tab is open', async () => {
    const child = await servingChild();
    await using open = await Opened.at(child.url, { expects: /Failed to load|ERR_/ });
    await open.page.locator('.live[title="Live"]').waitFor();
    const began = performance.now();
    child.process.kill('SIGTERM');
    const [status, signal] = await once(child.process, 'exit');
    expect([status, signal]).to.deep.equal([null, 'SIGTERM']);
    expect(performance.now() - began).to.be.below(4_000);
    await open.page.getByText('No answer since').waitFor();
  });
});
