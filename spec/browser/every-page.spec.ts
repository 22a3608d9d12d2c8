import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';
import { NOW } from '../support/browser/shop-time.js';

/** Where pictures are put to be looked at, beside those that they should be like. */
const PICTURES = process.env['PICTURES'];
const FAILED = encodeURIComponent('exchange-rates@2026-11-20T20:00:00.000Z');
const SIZES = [1280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;

const VIEWS: readonly (readonly [name: string, hash: string, says: string])[] = [
  ['jobs', '#/', 'One job is failing, eleven are fine'],
  ['none', '#/jobs?q=nothing-is-called-so', 'No job is like that'],
  ['job', `#/jobs/exchange-rates?open=${FAILED}`, 'Failed 4 times in a row'],
  ['running', '#/jobs/stock-count', '7 of 12'],
  ['paused', '#/jobs/legacy-import', 'Paused by ana: vendor outage, see INC-2231'],
  ['never', '#/jobs/tax-report', 'It has not run yet'],
  ['unknown', '#/jobs/no-such-job', 'It may have been renamed or removed by a deploy.'],
  ['run', `#/runs/${FAILED}`, '3 attempts'],
  ['gone', '#/runs/backup@long-ago', 'This run is no longer kept'],
  ['timeline', '#/timeline', 'Hollow: to come'],
  ['timeline-day', '#/timeline?hours=24', 'Hollow: to come'],
  ['problems', '#/problems', '4 problems'],
  ['activity', '#/activity', 'vendor outage, see INC-2231'],
  ['hosts', '#/hosts', 'One process'],
];

/** What a page has to say in so many words, wherever on it that stands. */
const WORDS: readonly (readonly [hash: string, ...words: readonly string[]])[] = [
  [
    '#/jobs/exchange-rates',
    ...['first at 20:30:00 CET', 'RatesUnavailableError: the bank did not answer', '31 currencies', 'hand, ana'],
    ...['When it overlapsthe later one is skipped', 'Timeout40 s', 'Groupoutside', 'As cron textcan’t be said'],
  ],
  ['#/jobs/backup', 'On Sunday, 28 March 2027, clocks skip 02:30: it runs at 03:30, once.'],
  ['#/jobs/legacy-import', 'since Wed 18 Nov, 09:41 CET · 60 occurrences were skipped, none will be made up for'],
  ['#/jobs/tax-report', 'in 41 days'],
  [
    `#/runs/${FAILED}`,
    'failed after 33 s',
    '4 ms late, by the schedule',
    'web-1, process 4182',
    'and 2 frames of Node',
  ],
  [
    '#/timeline',
    '12 of 12 jobs, times in Europe/Berlin',
    '‹ Sun 15 Nov, 03:00 UTC',
    'Thu 3 Dec, 10:00 EST ›',
    '‹ 02:30 CET',
    '1.8.2 started',
    'blocked 1.8 s',
  ],
  ['#/problems', 'exchange-rates has failed 4 times in a row: the bank did not answer', 'Nothing else: no job'],
];

describe('every page of the dashboard', () => {
  let served: Served;
  let opened: Opened;

  before(async () => {
    const user = { user: 'ana', can: 'operate' } as const;
    served = await Served.over(new ShopConsole(), {
      environment: { label: 'production', tone: 'danger' },
      authorize: () => user,
    });
    opened = await Opened.at(served.url(), { now: NOW });
  });

  after(async () => {
    await opened[Symbol.asyncDispose]();
    await served[Symbol.asyncDispose]();
    await closeBrowser();
  });

  for (const [name, hash, says] of VIEWS) {
    it(`${name}: can be used by everybody, fits, and breaks nothing, at every size and in both colours`, async () => {
      const expected = /no-such-job|long-ago/.test(hash) ? /404/ : undefined;
      for (const width of SIZES) {
        await opened.page.setViewportSize({ width, height: 800 });
        for (const colorScheme of SCHEMES) {
          await opened.page.emulateMedia({ colorScheme });
          await opened.go(hash);
          await opened.page.locator('body', { hasText: says }).waitFor();
          expect(await opened.text()).to.include(says);
          expect(await opened.axe(), `axe at ${width}, ${colorScheme}`).to.deep.equal([]);
          expect(await opened.overhang(), `sideways scroll at ${width}`).to.equal(0);
          await picture(opened, `${name}-${width}-${colorScheme}`);
        }
      }
      // The least there is, and hardly more than a phone.
      for (const width of [320, 870]) {
        await opened.page.setViewportSize({ width, height: 640 });
        expect(await opened.overhang(), `sideways scroll at ${width}`).to.equal(0);
      }
      expect(opened.faults().filter(fault => expected?.test(fault) !== true)).to.deep.equal([]);
    });
  }

  it('says all that there is to know of it', async () => {
    for (const [hash, ...words] of WORDS) {
      await opened.go(hash);
      const text = (await opened.page.locator('main').textContent()) ?? '';
      for (const said of words) expect(text, hash).to.include(said);
    }
  });

  for (const [name, question] of [
    ['pause', 'Pause exchange-rates?'],
    ['help', 'Keys'],
  ] as const) {
    it(`the dialog ${name}: can be used by everybody, and fits`, async () => {
      await opened.page.setViewportSize({ width: 1280, height: 800 });
      await opened.go('#/jobs');
      if (name === 'pause') await opened.page.getByRole('button', { name: 'Pause exchange-rates' }).click();
      else await opened.page.getByRole('button', { name: 'keys' }).click();
      await opened.page.getByRole('heading', { name: question }).waitFor();
      expect(await opened.axe()).to.deep.equal([]);
      await picture(opened, `${name}-1280-dark`);
      await opened.page.keyboard.press('Escape');
      await opened.page.getByRole('dialog').waitFor({ state: 'hidden' });
    });
  }

  it('is what README shows, in both colours, at a size that a repository can bear', async () => {
    if (process.env['UPDATE_PICTURES'] !== undefined) {
      await opened.go('#/');
      await drawForReaders(opened);
    }
    for (const colorScheme of SCHEMES) {
      expect(statSync(`samples/dashboard-${colorScheme}.png`).size).to.be.within(20_000, 150_000);
    }
  });

  it('says of the jobs that need a look how many it lists, due ones too', async () => {
    const shop = new ShopConsole();
    shop.put({ ...shop.row('heartbeat'), state: 'due' });
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url('#/jobs?state=look'));
    await tab.settled();
    expect(await tab.page.getByRole('button', { name: 'Need a look' }).textContent()).to.match(/2$/);
    expect(await tab.page.locator('tbody tr').count()).to.equal(2);
  });

  it('says of a job whose schedule threw that it did, and not how its last run ended', async () => {
    const shop = new ShopConsole();
    shop.put({ ...shop.row('exchange-rates'), state: 'broken' });
    await using served = await Served.over(shop);
    await using tab = await Opened.at(served.url('#/jobs?q=exchange'));
    await tab.page.getByText('Broken · its schedule threw').waitFor();
  });

  it('tells times of a zone that is an offset by the clocks of that', async () => {
    const shop = new ShopConsole();
    await using served = await Served.over(shop);
    for (const [zone, told] of [
      ['UTC+5:30', '07:00:00 UTC+05:30'],
      ['UTC-3', '22:30:00 UTC-03:00'],
      ['UTC+12', '13:30:00 UTC+12:00'],
    ] as const) {
      shop.put({ ...shop.row('backup'), zone });
      await using tab = await Opened.at(served.url('#/jobs?q=backup'), { now: NOW });
      await tab.page.getByText(told).first().waitFor();
    }
  });

  it('says why there is no timeline of a time that is too far away', async () => {
    await using tab = await Opened.at(served.url('#/timeline?at=1e15'), { expects: /400/ });
    await tab.page.getByText('from must be a whole number').waitFor();
    expect(tab.faults()).to.deep.equal([]);
  });

  it('before it is started, and while it stops: says so above all', async () => {
    const shop = new ShopConsole();
    shop.state = 'new';
    await using served = await Served.over(shop);
    await using page = await Opened.at(served.url(), { now: NOW });
    expect(await page.text())
      .to.include('has not been started')
      .and.to.include('Not started: 12 jobs wait for it');
    shop.state = 'stopping';
    shop.stopping = { jobs: ['stock-count', 'search-index'], until: NOW + 4_000 };
    await page.page.reload();
    await page.settled();
    expect(await page.text()).to.include(
      'This process is stopping: stock-count and search-index may finish, 4 s left. Nothing new starts.',
    );
    expect(await page.axe()).to.deep.equal([]);
    await picture(page, 'stopping-1280-light');
  });

  it('over a farm: shows all hosts, who ran what, and that a pause is kept', async () => {
    await using farm = await Served.over(new ShopConsole({ isFarm: true }));
    await using page = await Opened.at(farm.url('#/jobs/digest'), { now: NOW });
    const text = await page.text();
    expect(text).to.include('Failed for good').and.to.include('What is paused here is kept, for all hosts.');
    expect(text).to.match(/schedule, on web-1/);
    expect(await page.axe()).to.deep.equal([]);
    await page.page.getByRole('link', { name: 'Hosts' }).click();
    await page.page.getByRole('heading', { name: '2 hosts' }).waitFor();
    expect(await page.text())
      .to.include('silent heard of 40 s ago')
      .and.to.include('12 ms behind');
    expect(await page.axe()).to.deep.equal([]);
    await picture(page, 'hosts-farm-1280-light');
  });

  it('without a job: says what a job looks like', async () => {
    await using empty = await Served.over(new ShopConsole({ isEmpty: true }));
    await using page = await Opened.at(empty.url(), { now: NOW });
    expect(await page.text())
      .to.include('No job yet')
      .and.to.include('A job is one line');
    expect(await page.axe()).to.deep.equal([]);
    await picture(page, 'empty-1280-light');
  });
});

/** The pictures of README, drawn anew where that is wished for, and then to be packed by optipng; else as they were committed. */
async function drawForReaders({ page }: Opened): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `samples/dashboard-${colorScheme}.png` });
  }
}

async function picture({ page }: Opened, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: !name.startsWith('pause') });
}
