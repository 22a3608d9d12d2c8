import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { type RealShop, realShop } from '../support/browser/real-shop.js';
import { Served } from '../support/browser/served.js';

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
  const run = async (job: string): Promise<void> => {
    await button(`Run now ${job}`).click();
    await button('Run now').click();
  };

  it('runs a job by hand: it is seen to succeed, with its value, and who it was', async () => {
    await run('rates');
    await tab.page.getByText('took').first().waitFor();
    expect(shop.scheduler.get('rates')?.lastRun?.outcome.kind).to.equal('succeeded');
    await tab.go('#/jobs/rates');
    await tab.page.getByText('hand').first().waitFor();
    await tab.page.getByRole('button', { name: 'succeeded' }).first().click();
    await tab.page.getByText('31 currencies').waitFor();
    await tab.go('#/activity');
    await tab.page.getByRole('row', { name: /ana ran rates/ }).waitFor();
    expect(tab.faults()).to.deep.equal([]);
  });

  it('shows why a job failed, with what caused it', async () => {
    await run('bank');
    await tab.page.getByText('· the bank did not answer').waitFor();
    await tab.go('#/jobs/bank');
    await tab.page.getByText('caused by').waitFor();
    expect(await tab.text())
      .to.include('TypeError')
      .and.to.include('fetch failed')
      .and.to.include('real-shop.');
  });

  it('shows a run go on, and cancels it', async () => {
    await run('count');
    await tab.page.getByText('so far').waitFor();
    await tab.go('#/jobs/count');
    await button('Cancel…').click();
    await tab.page.getByRole('textbox', { name: 'Why goes' }).fill('deploying');
    await button('Cancel the run').click();
    await tab.page.getByRole('button', { name: 'cancelled' }).first().waitFor();
    expect(shop.scheduler.get('count')?.lastRun?.outcome.kind).to.equal('cancelled');
  });

  it('pauses with a reason, and resumes', async () => {
    await button('Pause rates').click();
    await tab.page.getByLabel('Why').fill('vendor outage');
    await button('Pause').click();
    await tab.page.getByText('Paused by ana · vendor outage').waitFor();
    expect(shop.scheduler.get('rates')?.phase).to.equal('paused');
    await button('Resume rates').click();
    await button('Pause rates').waitFor();
    expect(shop.scheduler.get('rates')?.phase).to.equal('idle');
  });

  it('lets the scheduler stop, and says so', async () => {
    await tab.page.locator('.live[title="Live"]').waitFor();
    const began = performance.now();
    await shop.scheduler.stop();
    expect(performance.now() - began).to.be.below(1_000);
    await tab.page.getByText(/has been stopped|is stopping|No answer/).waitFor();
  });
});
