import { closeBrowser } from './browser.js';
import { Opened } from './opened.js';
import { Served } from './served.js';
import { ShopConsole } from './shop-console.js';

/** A shop, and a tab in which its dashboard is open to somebody who may do all. */
export interface OnShop {
  readonly shop: ShopConsole;
  readonly tab: Opened;
}

const OPERATOR = { authorize: () => ({ user: 'ana', can: 'operate' as const }) };

/** Gives each spec of a suite a shop, and all of them one tab: a window takes longer to open than most of them take. */
export function eachOnShop(begin: (given: OnShop) => void): void {
  let served: Served;
  let tab: Opened | undefined;

  beforeEach(async () => {
    const shop = new ShopConsole();
    served = await Served.over(shop, OPERATOR);
    if (tab === undefined) tab = await Opened.at(served.url());
    else await tab.visit(served.url());
    begin({ shop, tab });
  });
  afterEach(() => served[Symbol.asyncDispose]());
  after(async () => {
    await tab?.[Symbol.asyncDispose]();
    await closeBrowser();
  });
}
