import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';
import { HOUR, MINUTE } from '../support/browser/shop-time.js';

describe('a dashboard that is left open for long', () => {
  after(closeBrowser);

  it('tells over midnight what is today, and marks what has come near, though nothing else has changed', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url(), { now: shop.nowMs });
    const next = tab.page.getByRole('row').filter({ hasText: 'backup' }).locator('td.next');
    expect(await next.textContent())
      .to.contain('in 5 h 16 m')
      .and.contain('Sat 21 Nov, 02:30 CET');
    await passes(3 * HOUR);
    await next.getByText('02:30:00 CET').waitFor();
    expect(await next.locator('.soon').count()).to.equal(0);
    await passes(2 * HOUR + 15 * MINUTE);
    await next.locator('.soon').waitFor();

    /** Lets so much time pass on both clocks, and another job change. */
    async function passes(ms: number): Promise<void> {
      shop.nowMs += ms;
      await tab.page.clock.setFixedTime(shop.nowMs);
      shop.put(shop.row('heartbeat'));
    }
  });

  it('shows a log without holes, also where more is logged at once than a stream tells', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url('#/jobs/stock-count'));
    const { run = '' } = shop.row('stock-count');
    log(9);
    await tab.page.getByText('no. 9.').waitFor();
    // What is read anew once the stream is there has come by then.
    await new Promise(resolve => setTimeout(resolve, 2_000));
    log(10);
    await tab.page.getByText('no. 10.').waitFor();
    for (let seq = 11; seq <= 60; seq += 1) log(seq);
    await tab.page.getByText('no. 60.').waitFor();
    await tab.page.getByText('no. 12.').waitFor();
    expect(tab.faults()).to.deep.equal([]);

    function log(seq: number): void {
      const line = { seq, at: shop.nowMs + 20_000, level: 'info' as const, text: `no. ${seq}.` };
      shop.extraLines.push(line);
      shop.tell({ kind: 'line', job: 'stock-count', run, line });
    }
  });

  it('lets no name turn what stands around it, in a sentence either', async () => {
    const shop = new ShopConsole();
    shop.state = 'stopping';
    shop.stopping = { jobs: ['\u202eevil', 'backup'], until: shop.nowMs + 4_000 };
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url(), { expects: /503/ });
    const banner = tab.page.getByRole('alert').filter({ hasText: 'This process is stopping' });
    expect(await banner.textContent()).to.contain('stopping: \u2068\u202eevil\u2069 and backup may finish');
  });
});
