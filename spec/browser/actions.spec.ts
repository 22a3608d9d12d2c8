import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';
import { HOUR, NOW } from '../support/browser/shop-time.js';

const OPERATOR = { authorize: () => ({ user: 'ana', can: 'operate' as const }) };

describe('what people do on the dashboard', () => {
  let shop: ShopConsole;
  let served: Served;
  let tab: Opened;

  beforeEach(async () => {
    shop = new ShopConsole();
    served = await Served.over(shop, OPERATOR);
    tab = await Opened.at(served.url());
  });

  afterEach(async () => {
    await tab[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
  });

  after(closeBrowser);

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
      await said('12 jobs are paused.');
      await button('Resume all…').click();
      await button('Resume all').click();
      await said('12 jobs are resumed.');
      expect(shop.commands.map(command => command.do)).to.deep.equal(['pauseAll', 'resumeAll']);
    });

    it('asks why a job did not run', async () => {
      await tab.go('#/jobs/stock-count');
      await tab.page.getByLabel('When stock-count should have run').fill('20:33');
      await button('Ask').click();
      await tab.page.getByText('It was skipped (overlap)').waitFor();
      await tab.page.getByLabel('When stock-count should have run').fill('yesterday');
      await button('Ask').click();
      await said('Say a time, as 20:33');
    });

    it('finds, filters and sorts, and the address says how', async () => {
      await tab.page.getByLabel('Find a job').fill('warehouse');
      await button('Running 2').click();
      await tab.page.getByLabel('Sort by').selectOption({ label: 'name' });
      await tab.page.waitForURL(/#\/jobs\?q=warehouse&state=running&sort=name$/);
      expect(await names(tab)).to.deep.equal(['search-index', 'stock-count']);
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

  describe('by keyboard', () => {
    const press = (...keys: readonly string[]) =>
      keys.reduce((last, key) => last.then(() => tab.page.keyboard.press(key)), Promise.resolve());

    it('goes through the rows, and opens one', async () => {
      await press('j', 'j', 'k', 'j', 'Enter');
      await tab.page.waitForURL(/#\/jobs\/stock-count$/);
    });

    it('finds a job', async () => {
      await press('/');
      await tab.page.keyboard.type('tax');
      await tab.page.locator('table.jobs tbody tr').nth(1).waitFor({ state: 'detached' });
      expect(await names(tab)).to.deep.equal(['tax-report']);
    });

    it('runs, pauses and resumes the job of the row', async () => {
      await press('j', 'r', 'Tab');
      await tab.page.keyboard.press('Enter');
      await said('exchange-rates was started by hand.');
      await press('j', 'j', 'j', 'p');
      await tab.page.keyboard.type('reason by key');
      await tab.page.keyboard.press('Enter');
      await said('heartbeat is paused.');
      expect(shop.commands.map(({ do: deed, job, reason }) => [deed, job, reason])).to.deep.equal([
        ['run', 'exchange-rates', undefined],
        ['pause', 'heartbeat', 'reason by key'],
      ]);
    });

    it('resumes by the same key, and does the rest by the buttons that the focus goes to', async () => {
      await tab.go('#/jobs/legacy-import');
      await press('p');
      await said('legacy-import is resumed.');
      await tab.go('#/jobs/stock-count');
      for (const [name, text] of [
        ['Cancel…', 'was told to stop.'],
        ['Skip the next…', 'skips its next run.'],
      ] as const) {
        await button(name).focus();
        await press('Enter');
        await tab.page.getByRole('textbox', { name: 'Why goes' }).press('Enter');
        await said(text);
      }
      await tab.go('#/');
      await button('Pause all…').focus();
      await press('Enter');
      await tab.page.getByRole('textbox', { name: 'Why' }).press('Enter');
      await said('12 jobs are paused.');
      expect(shop.commands.map(command => command.do)).to.deep.equal(['resume', 'cancel', 'skip', 'pauseAll']);
    });

    it('goes to every page', async () => {
      for (const [key, hash] of [
        ['t', 'timeline'],
        ['p', 'problems'],
        ['a', 'activity'],
        ['j', 'jobs'],
      ] as const) {
        await press('g', key);
        await tab.page.waitForURL(new RegExp(`#/${hash}$`));
      }
    });

    it('changes zone and colours, and shows what keys there are', async () => {
      await press('z', 'z');
      await tab.page.getByText('20:15:00 UTC').first().waitFor();
      await press('t');
      expect(await tab.page.locator('html').getAttribute('data-theme')).to.equal('dark');
      await press('?');
      await tab.page.getByRole('heading', { name: 'Keys' }).waitFor();
    });

    it('gives the focus back to the button when a question is left', async () => {
      await button('Pause backup').focus();
      await press('Enter');
      await tab.page.getByRole('dialog').waitFor();
      await press('Escape');
      await tab.page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect(await tab.page.evaluate('document.activeElement.getAttribute("aria-label")')).to.equal('Pause backup');
    });

    it('does nothing in a field, with a modifier, or once it is switched off', async () => {
      await press('Control+j', 'Alt+p');
      expect(await tab.page.locator('#at').count()).to.equal(0);
      await press('?');
      await tab.page.getByLabel('Single keys do something').uncheck();
      await press('Escape', 'j', 'g', 't');
      expect(await tab.page.locator('#at').count()).to.equal(0);
      await tab.page.reload();
      await tab.settled();
      await press('j');
      expect(await tab.page.locator('#at').count()).to.equal(0);
    });

    it('skips to the content without leaving the view', async () => {
      await tab.go('#/problems');
      await tab.page.reload();
      await tab.settled();
      await press('Tab', 'Enter');
      expect(await tab.page.evaluate('document.activeElement.id')).to.equal('main');
      expect(tab.page.url()).to.match(/#\/problems$/);
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
