import { expect } from 'chai';
import { eachOnShop } from '../support/browser/each-on-shop.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';
import { HOUR, NOW } from '../support/browser/shop-time.js';

describe('what people do on the dashboard', () => {
  let shop: ShopConsole;
  let tab: Opened;
  eachOnShop(given => {
    ({ shop, tab } = given);
  });

  const button = (name: string) => tab.page.getByRole('button', { name, exact: true });
  const said = (text: string) => tab.page.getByRole('status').filter({ hasText: text }).waitFor();

  describe('by mouse', () => {
    it('runs a job now, once it was asked whether it should', async () => {
      await button('Run now backup').click();
      await tab.page.getByText('Its next occurrence').waitFor();
      expect(shop.commands).to.be.empty;
      await button('Run now').click();
      await said('backup was started by hand.');
      expect(shop.commands).to.deep.equal([{ do: 'run', job: 'backup', by: 'ana' }]);
      await button('Cancel backup').waitFor();
    });

    it('does nothing where it is left', async () => {
      await button('Run now backup').click();
      await button('Leave it').click();
      await tab.page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect(shop.commands).to.be.empty;
    });

    it('pauses with a reason, until an hour from now, and says who it was', async () => {
      await button('Pause exchange-rates').click();
      await tab.page.getByLabel('Why').fill('vendor outage');
      await tab.page.getByLabel('Until').selectOption({ label: 'in 1 hour' });
      await button('Pause').click();
      await said('exchange-rates is paused.');
      const [command] = shop.commands;
      expect(command).to.include({ do: 'pause', job: 'exchange-rates', reason: 'vendor outage', by: 'ana' });
      expect(command?.until).to.be.closeTo(NOW + HOUR, 15_000);
      await tab.page.getByText('Paused by ana · vendor outage', { exact: true }).waitFor();
    });

    it('resumes what was paused', async () => {
      await button('Resume legacy-import').click();
      await said('legacy-import is resumed.');
      expect(shop.commands).to.deep.equal([{ do: 'resume', job: 'legacy-import', by: 'ana' }]);
      await button('Pause legacy-import').waitFor();
    });

    it('cancels that very run, with a reason', async () => {
      await tab.go('#/jobs/stock-count');
      await button('Cancel…').click();
      await tab.page.getByRole('textbox', { name: 'Why goes' }).fill('deploying');
      await button('Cancel the run').click();
      await said('stock-count was told to stop.');
      const run = shop.row('stock-count').run;
      expect(shop.commands).to.deep.equal([{ do: 'cancel', job: 'stock-count', run, reason: 'deploying', by: 'ana' }]);
    });

    it('skips the next run', async () => {
      await tab.go('#/jobs/backup');
      await button('Skip the next…').click();
      await button('Skip it').click();
      await said('backup skips its next run.');
      expect(shop.commands).to.deep.equal([{ do: 'skip', job: 'backup', by: 'ana' }]);
    });

    it('pauses all, says how many these are, and resumes them', async () => {
      await button('Pause all…').click();
      await tab.page.getByRole('heading', { name: 'Pause all 11 jobs that are not paused?' }).waitFor();
      await button('Pause all').click();
      await said('Paused: 12 jobs.');
      await button('Resume all…').click();
      await button('Resume all').click();
      await said('Resumed: 12 jobs.');
      expect(shop.commands.map(command => command.do)).to.deep.equal(['pauseAll', 'resumeAll']);
    });

    it('asks why a job did not run', async () => {
      await tab.go('#/jobs/stock-count');
      await tab.page.getByLabel('When stock-count should have run').fill('20:33');
      await button('Ask').click();
      await tab.page.getByText('It was skipped (overlap)').waitFor();
      await tab.page.getByLabel('When stock-count should have run').fill('yesterday');
      await button('Ask').click();
      await said('Say it as 20:33');
    });

    it('finds, filters and sorts, and the address says how', async () => {
      await tab.page.getByLabel('Find a job').fill('warehouse');
      await button('Running 2').click();
      await tab.page.getByLabel('Sort by').selectOption({ label: 'name' });
      await tab.page.waitForURL(/#\/jobs\?q=warehouse&state=running&sort=name$/);
      expect(await names(tab)).to.deep.equal(['search-index', 'stock-count']);
    });

    it('chooses from as much of Activity as one answer holds, and says how much that is', async () => {
      const asked = tab.page.waitForRequest(/get=activity&limit=500/);
      await tab.go('#/activity?who=nobody');
      await asked;
      await tab.page.getByText(/^None of the last \d+ is as chosen$/).waitFor();
    });

    it('shows runs by how they ended, and opens one in its place', async () => {
      await tab.go('#/jobs/exchange-rates');
      await button('failed 4').click();
      await tab.page.locator('table.runs tbody tr').nth(4).waitFor({ state: 'detached' });
      await tab.page.getByRole('button', { name: 'failed · 3 attempts' }).nth(1).click();
      await tab.page.getByText('attempt 3: no answer within 10 s; giving up').waitFor();
      await tab.page.getByRole('link', { name: 'this run alone' }).click();
      await tab.page.getByRole('heading', { name: '3 attempts' }).waitFor();
    });

    it('tells times in the zone that is chosen, and remembers it', async () => {
      await tab.page.getByLabel('Times in').selectOption({ label: 'UTC' });
      await tab.page.getByText('20:15:00 UTC').first().waitFor();
      await tab.page.reload();
      await tab.page.getByText('20:15:00 UTC').first().waitFor();
    });
  });

  it('offers nothing to who may only look', async () => {
    await using other = await Served.over(new ShopConsole(), { authorize: () => ({ user: 'kim', can: 'read' }) });
    await using looking = await Opened.at(other.url(), { now: NOW });
    for (const hash of ['#/', '#/jobs/stock-count', '#/jobs/legacy-import']) {
      await looking.go(hash);
      expect(
        await looking.page
          .getByRole('button', { name: /^(run now|pause |pause…|pause all|resume|cancel|skip the)/i })
          .count(),
      ).to.equal(0);
    }
  });

  it('says what was refused, and why', async () => {
    const limited = { run: true, jobs: () => true };
    await using other = await Served.over(shop, {
      authorize: () => ({ user: 'kim', can: limited }),
      actionsPerMinute: 1,
    });
    await using looking = await Opened.at(other.url(), { now: NOW, expects: /429/ });
    for (const job of ['backup', 'digest']) {
      await looking.page.getByRole('button', { name: `Run now ${job}` }).click();
      await looking.page.getByRole('button', { name: 'Run now', exact: true }).click();
      await looking.page
        .getByRole('status')
        .filter({ hasText: job === 'backup' ? 'started by hand' : 'Not done: ' })
        .waitFor();
    }
  });
});

function names({ page }: Opened): Promise<readonly string[]> {
  return page.locator('table.jobs a.name bdi').allInnerTexts();
}
