import { expect } from 'chai';
import { eachOnShop } from '../support/browser/each-on-shop.js';
import type { Opened } from '../support/browser/opened.js';
import type { ShopConsole } from '../support/browser/shop-console.js';

describe('what people do on the dashboard by keyboard', () => {
  let shop: ShopConsole;
  let tab: Opened;
  eachOnShop(given => {
    ({ shop, tab } = given);
  });

  const button = (name: string) => tab.page.getByRole('button', { name, exact: true });
  const said = (text: string) => tab.page.getByRole('status').filter({ hasText: text }).waitFor();

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

  it('finds a job from another page, too', async () => {
    await tab.go('#/activity');
    await press('/');
    await tab.page.locator('#find:focus').waitFor();
    await tab.page.keyboard.type('tax');
    await tab.page.waitForURL(/q=tax$/);
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
    await said('Paused: 12 jobs.');
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

  it('keeps the focus in its place when what the button does has changed with the job', async () => {
    for (const [before, yes, after] of [
      ['Run now backup', 'Run now', 'Cancel backup'],
      ['Pause backup', 'Pause', 'Resume backup'],
    ] as const) {
      await button(before).focus();
      await press('Enter');
      await button(yes).press('Enter');
      await tab.page.locator(`button[aria-label="${after}"]:focus`).waitFor({ timeout: 3_000 });
    }
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

function names({ page }: Opened): Promise<readonly string[]> {
  return page.locator('table.jobs a.name bdi').allInnerTexts();
}
