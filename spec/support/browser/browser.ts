import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Without these a browser runs in no container; the args that come with the packaged one switch off web security. */
const ARGS = ['--no-sandbox', '--disable-gpu'];

let running: Promise<Browser> | undefined;

/** The one browser of all specs: that at CHROMIUM, or the one that npm brought; elsewhere than on Linux, the Chrome there. */
export function browser(): Promise<Browser> {
  running ??= launched();
  return running;
}

/** Ends it. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}

async function launched(): Promise<Browser> {
  const path = process.env['CHROMIUM'];
  if (path !== undefined && existsSync(path)) return chromium.launch({ executablePath: path, args: ARGS });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args: ARGS });
  // An image without NSS lacks what Chromium links to: the package unpacks it where it takes itself to be in a Lambda.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: ARGS });
}
