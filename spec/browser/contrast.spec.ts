import { expect } from 'chai';
import { closeBrowser } from '../support/browser/browser.js';
import { Opened } from '../support/browser/opened.js';
import { Served } from '../support/browser/served.js';
import { ShopConsole } from '../support/browser/shop-console.js';
import { NOW } from '../support/browser/shop-time.js';

/** What says something by its colour: WCAG asks for 3 : 1, and axe looks at text alone. */
const MARKS =
  '[class^="m-"], .g-fill, .g-line, .plan, .ribbon .now, .now path, .meter i, .wide-meter i, .i-line, .live i';
const LEAST = 3;
const VIEWS = ['#/', '#/jobs/search-index', '#/jobs/price-feed', '#/jobs/newsletter', '#/timeline', '#/problems'];

describe('the letters of the dashboard', () => {
  after(closeBrowser);

  it('are dark where it is printed, also for who has chosen it dark', async () => {
    await using served = await Served.over(new ShopConsole());
    await using tab = await Opened.at(served.url(), { now: NOW });
    await tab.page.getByRole('button', { name: 'Colours' }).click();
    const colour = () => tab.page.evaluate('getComputedStyle(document.body).color');
    expect(await colour()).to.equal('rgb(233, 231, 226)');
    await tab.page.emulateMedia({ media: 'print' });
    expect(await colour()).to.equal('rgb(28, 30, 34)');
  });
});

describe('the marks of the dashboard', () => {
  after(closeBrowser);

  for (const scheme of ['light', 'dark'] as const) {
    for (const forcedColors of ['none', 'active'] as const) {
      it(`stand out from their ground by 3 : 1 at least, ${scheme}, colours forced: ${forcedColors}`, async () => {
        await using served = await Served.over(new ShopConsole());
        await using tab = await Opened.at(served.url(), { now: NOW, scheme });
        await tab.page.emulateMedia({ colorScheme: scheme, forcedColors });
        const seen = new Set<string>();
        for (const hash of VIEWS) {
          await tab.go(hash);
          const marks: readonly Measured[] = await tab.page.evaluate(`(${MEASURE})(${JSON.stringify(MARKS)})`);
          for (const { mark, ratio } of marks) {
            seen.add(mark);
            expect(ratio, `${mark} in ${hash}`).to.be.at.least(LEAST);
          }
        }
        expect([...seen]).to.include.members(EVERY_MARK);
      });
    }
  }
});

const EVERY_MARK = ['m-succeeded', 'm-failed', 'm-timedOut', 'm-skipped', 'm-missed', 'm-running', 'plan'];

interface Measured {
  readonly mark: string;
  readonly ratio: number;
}

/**
 * Run in the page: the contrast of each mark with what is behind it, each colour as a canvas shows it. A mark is told by
 * its line where it has one, else by its area.
 */
const MEASURE = `marks => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const shown = (...colours) => {
    for (const colour of ['#fff', ...colours]) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const light = colour => {
    const [r, g, b] = colour.map(part => part / 255).map(part => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundsOf = element => {
    const grounds = [];
    for (let at = element.parentElement; at !== null; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    return grounds;
  };
  return [...document.querySelectorAll(marks)].filter(mark => mark.getClientRects().length > 0).map(mark => {
    const style = getComputedStyle(mark);
    const isLine = style.stroke !== 'none' && style.stroke !== '';
    const colour = mark instanceof SVGElement ? (isLine ? style.stroke : style.fill) : style.backgroundColor;
    const grounds = groundsOf(mark.matches('i i, .meter i, .wide-meter i') ? mark.parentElement : mark);
    const [dark, bright] = [light(shown(...grounds, colour)), light(shown(...grounds))].sort((a, b) => a - b);
    return { mark: mark.getAttribute('class') ?? mark.parentElement.className, ratio: (bright + 0.05) / (dark + 0.05) };
  });
}`;
