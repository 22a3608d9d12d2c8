import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { browser } from './browser.js';

/** How a page is looked at. */
export interface Looking {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** The instant at which the browser's clock stands; it goes if this is left out. */
  readonly now?: number;
  readonly context?: BrowserContext;
  /** What the page must not say on the browser's console is everything, unless it is expected. */
  readonly expects?: RegExp;
}

/** A tab with a page in it, and what went wrong there. */
export class Opened {
  readonly page: Page;
  readonly #faults: string[] = [];
  readonly #isOwn: boolean;
  #origin = '';

  private constructor(page: Page, { expects, context }: Looking) {
    this.page = page;
    this.#isOwn = context === undefined;
    const note = (text: string): void => {
      if (expects?.test(text) !== true) this.#faults.push(text);
    };
    page.on('pageerror', error => note(`threw ${error.stack ?? error.message}`));
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') note(`said ${message.text()}`);
    });
    page.on('request', request => {
      if (!request.url().startsWith(this.#origin)) note(`asked for ${request.url()}`);
    });
  }

  /** Opens an address in a new tab, and waits until what it asked for is there. */
  static async at(url: string, looking: Looking = {}): Promise<Opened> {
    const { width = 1280, height = 800, scheme = 'light', now, context } = looking;
    const own = context ?? (await newContext(width, height, scheme));
    const opened = new Opened(await own.newPage(), looking);
    if (now !== undefined) await opened.page.clock.setFixedTime(now);
    await opened.visit(url);
    return opened;
  }

  /** Opens another address in the same tab: at another port it is another site, which remembers nothing. */
  async visit(url: string): Promise<void> {
    this.#origin = new URL(url).origin;
    await this.page.goto(url);
    await this.settled();
  }

  /** Goes to another view of the same page. */
  async go(hash: string): Promise<void> {
    await this.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await this.settled();
  }

  /** Waits until nothing is being asked for any more. */
  async settled(): Promise<void> {
    await this.page.locator('main:not(:has([aria-busy])):not(:empty)').waitFor();
    await this.page.locator('text=/^Asking for/').waitFor({ state: 'detached' });
  }

  /** What went wrong since this was asked last: errors, and requests to elsewhere. */
  faults(): readonly string[] {
    return this.#faults.splice(0);
  }

  /** The text of the whole page as people see it. */
  text(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not seen.
    return this.page.locator('body').innerText();
  }

  /** How much wider the page is than its window. */
  overhang(): Promise<number> {
    const root = 'document.documentElement';
    return this.page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`);
  }

  /** What axe finds, by its rules for WCAG 2.2 AA and what is good practice beside them. */
  async axe(): Promise<readonly string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async tags => {
      const { violations } = await (globalThis as unknown as AxeGlobal).axe.run({ runOnly: tags });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }, TAGS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOwn) await this.page.context().close();
    else await this.page.close();
  }
}

/** A window of its own, as another person's. */
export async function newContext(
  width = 1280,
  height = 800,
  scheme: 'light' | 'dark' = 'light',
): Promise<BrowserContext> {
  return (await browser()).newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeGlobal {
  readonly axe: {
    run(options: { readonly runOnly: readonly string[] }): Promise<{
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    }>;
  };
}
