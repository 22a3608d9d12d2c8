import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import { serverParticipant } from '../../lib/host/server-participant.js';
import { closeBrowser } from '../support/browser/browser.js';
import { newContext, Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';

/** What a browser says of a server that is away. */
const AWAY = /Failed to load resource|net::ERR|404|503/;

describe('a dashboard that is left open', () => {
  after(closeBrowser);

  it('shows a run go on: its progress, and what it logs', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url('#/jobs/stock-count'));
    await live(tab);
    const { run = '' } = shop.row('stock-count');
    const progress = { done: 9, total: 12, message: 'shelf 9: cheese' };
    shop.tell({ kind: 'progress', job: 'stock-count', run, progress, ms: 160_000 });
    await tab.page.getByText('9 of 12 · shelf 9: cheese').waitFor();
    const line = { seq: 9, at: shop.nowMs + 20_000, level: 'info' as const, text: 'shelf 8: juice, 77' };
    shop.tell({ kind: 'line', job: 'stock-count', run, line });
    await tab.page.getByText('shelf 8: juice, 77').waitFor();
    expect(tab.faults()).to.deep.equal([]);
  });

  it('is there also where its address was opened with a name and a password in it', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url().replace('//', '//ana:secret@'), { expects: /ana:secret@127/ });
    await live(tab);
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 2 });
    await tab.page.getByText('Failing ×2', { exact: true }).waitFor();
    expect(tab.faults()).to.deep.equal([]);
  });

  it('shows what a job becomes, in the list, and says once how many fail', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url());
    await live(tab);
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 2 });
    await tab.page.getByText('Failing ×2', { exact: true }).waitFor();
    await tab.page.getByRole('status').filter({ hasText: 'Two jobs are failing, ten are fine.' }).waitFor();
  });

  it('says that the process stops, holds up nothing, and says when nothing answers any more', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    const participant = serverParticipant(served.server);
    await using tab = await Opened.at(served.url(), { expects: AWAY });
    await live(tab);
    shop.state = 'stopping';
    shop.stopping = { jobs: ['stock-count'], until: shop.nowMs + 4_000 };
    const began = performance.now();
    shop.tell({ kind: 'state', state: 'stopping', leftMs: 4_000 });
    await tab.page.getByText('This process is stopping: stock-count').waitFor();
    served.dashboard.close('stopping');
    // As `joinServer` stops it: a server closed by itself also waits for what a browser has opened for later.
    await participant.idle();
    expect(performance.now() - began).to.be.below(5_000);
    await tab.page.getByText('No answer since').waitFor();
    expect(await tab.page.locator('main.stale').count()).to.equal(1);
  });

  it('says that it lost the server, and finds it again by itself', async () => {
    const before = await Served.over(new ShopConsole());
    await using tab = await Opened.at(before.url(), { expects: AWAY });
    await live(tab);
    await before.cut();
    await tab.page.getByText('What you see is from then; trying again in').waitFor();
    const shop = new ShopConsole();
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 3 });
    await using _after = await Served.over(shop, {}, before.port);
    await tab.page.getByText('Failing ×3', { exact: true }).waitFor();
    await tab.page.getByText('No answer since').waitFor({ state: 'detached' });
    await live(tab);
    before.dashboard.close();
  });

  it('asks every two seconds where there is no stream', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop, { maxClients: 1 });
    await using _first = await Opened.at(served.url());
    await live(_first);
    await using tab = await Opened.at(served.url(), { expects: AWAY });
    await tab.page.getByText('Asking every two seconds').waitFor({ state: 'attached' });
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 4 });
    await tab.page.getByText('Failing ×4', { exact: true }).nth(1).waitFor();
  });

  it('leaves its stream ten seconds after it was hidden, and goes on from there when it is seen', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    const streams = streamsOf(served);
    await using tab = await Opened.at(served.url());
    await live(tab);
    await tab.page.clock.install();
    await hide(tab, true);
    await tab.page.clock.runFor(9_000);
    expect(streams.size).to.equal(1);
    await tab.page.clock.runFor(2_000);
    await until(() => streams.size === 0);
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 7 });
    await hide(tab, false);
    await tab.page.getByText('Failing ×7', { exact: true }).waitFor();
    await until(() => streams.size === 1);
  });

  it('asks for nothing while it is hidden, and hears of all when it is seen', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url());
    await live(tab);
    await hide(tab, true);
    const asked: string[] = [];
    served.server.on('request', ({ url = '' }: IncomingMessage) => asked.push(url));
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 8 });
    await tab.page.getByText('Failing ×8', { exact: true }).waitFor();
    await new Promise(resolve => setTimeout(resolve, 2_500));
    expect(asked).to.deep.equal([]);
    await hide(tab, false);
    await until(() => asked.some(url => url.includes('get=state')));
  });

  it('says that somebody was logged out, and does not take a log-in page for an answer', async () => {
    const inside = { user: 'ana', can: 'operate' } as const;
    for (const outside of [
      () => new Response('<h1>Log in</h1>', { headers: { 'content-type': 'text/html' } }),
      // Another site's, as where one logs in once for all applications: a page may not follow there.
      () => Response.redirect('http://login.example/', 302),
    ]) {
      let isIn = true;
      await using served = await Served.over(new ShopConsole(), { authorize: () => (isIn ? inside : outside()) });
      await using tab = await Opened.at(served.url(), { expects: /Failed to load|MIME|login\.example/ });
      await live(tab);
      isIn = false;
      await tab.go('#/activity');
      await tab.page.getByText('you may have been logged out').waitFor();
      expect(tab.faults()).to.deep.equal([]);
    }
  });

  it('keeps seven tabs fresh by one stream, and the next leads when the first is closed', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    const streams = streamsOf(served);
    const context = await newContext();
    const tabs: Opened[] = [];
    for (let count = 0; count < 7; count += 1) tabs.push(await Opened.at(served.url(), { context }));
    await Promise.all(tabs.map(live));
    expect(streams.size).to.equal(1);
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 5 });
    await Promise.all(tabs.map(tab => tab.page.getByText('Failing ×5', { exact: true }).waitFor()));
    await tabs[0]?.page.close();
    await Promise.all(tabs.slice(1).map(live));
    shop.put({ ...shop.row('backup'), state: 'failing', streak: 6 });
    await Promise.all(tabs.slice(1).map(tab => tab.page.getByText('Failing ×6', { exact: true }).waitFor()));
    expect(streams.size).to.equal(1);
    await context.close();
  });

  it('shows the log of a run in a tab that does not lead, too', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    const context = await newContext();
    await using leading = await Opened.at(served.url(), { context });
    await live(leading);
    await using tab = await Opened.at(served.url('#/jobs/stock-count'), { context });
    await live(tab);
    shop.extraLines.push({ seq: 9, at: shop.nowMs, level: 'info', text: 'shelf 8: juice, 77' });
    shop.put(shop.row('heartbeat'));
    await tab.page.getByText('shelf 8: juice, 77').waitFor();
    await leading.page.close();
    await context.close();
  });

  it('shows the same view again when it is loaded again', async () => {
    await using served = await Served.over(new ShopConsole());
    await using tab = await Opened.at(served.url('#/jobs?q=mail&state=look&sort=name'));
    await tab.page.reload();
    await tab.settled();
    expect(await tab.page.getByLabel('Find a job').inputValue()).to.equal('mail');
    expect(await tab.page.getByLabel('Sort by').inputValue()).to.equal('name');
    expect(await tab.page.getByRole('button', { name: 'Need a look' }).getAttribute('aria-pressed')).to.equal('true');
    await tab.page.goto(served.url('#/jobs/digest?outcome=failed'));
    await tab.page.reload();
    await tab.settled();
    expect(await tab.page.getByRole('button', { name: /^failed \d/ }).getAttribute('aria-pressed')).to.equal('true');
  });

  it('opens a run by its link', async () => {
    await using served = await Served.over(new ShopConsole());
    await using tab = await Opened.at(served.url(`#/runs/${encodeURIComponent('digest@2026-11-19T20:15:00.000Z')}`));
    await tab.page.getByRole('heading', { name: /digest, Thu 19 Nov, 21:15/ }).waitFor();
  });

  it('shows hostile names, reasons and messages as text', async () => {
    const shop = new ShopConsole();
    const name = '<img src=x onerror="document.title=1">\u202Etxt.exe\u001B[31m';
    const row = shop.row('legacy-import');
    shop.put({ ...shop.row('digest'), name, purpose: '<script>document.title=1</script>', state: 'ok' });
    shop.put({ ...row, paused: { by: '</bdi><b>ana', reason: '<svg onload=alert(1)>', at: shop.nowMs } });
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url());
    expect(await tab.page.locator('table.jobs bdi', { hasText: 'onerror' }).first().textContent()).to.include(
      '<img src=x onerror=',
    );
    expect(await tab.text())
      .to.include('<script>document.title=1</script>')
      .and.to.include('</bdi><b>ana · <svg onload=alert(1)>');
    await tab.page.getByRole('link', { name: /img src=x/ }).click();
    await tab.page.getByRole('heading', { level: 1, name: /img src=x/ }).waitFor();
    expect(await tab.page.locator('img[src="x"], main script, main svg[onload]').count()).to.equal(0);
    expect(await tab.page.title()).to.include('onerror');
    expect(await tab.overhang()).to.equal(0);
    expect(tab.faults()).to.deep.equal([]);
  });
});

function live(tab: Opened): Promise<void> {
  return tab.page.locator('.live[title="Live"]').waitFor();
}

/** Lets a tab take itself for hidden, or seen: what a browser without a window can't do. */
async function hide({ page }: Opened, isHidden: boolean): Promise<void> {
  const hidden = `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} })`;
  await page.evaluate(`${hidden}; document.dispatchEvent(new Event('visibilitychange'))`);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 20));
}

/** The streams that are open at a server. */
function streamsOf({ server }: Served): ReadonlySet<ServerResponse> {
  const open = new Set<ServerResponse>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.includes('get=events') !== true) return;
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  return open;
}
