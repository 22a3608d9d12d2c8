import { readFileSync } from 'node:fs';
import type { Assets } from './api.js';

/**
 * The files of the page as the build left them, in `dist/page`. In what is published the bundler puts a module in place
 * of this one that holds them as texts, so that no bundler of an application can lose a file.
 */
export function pageAssets(): Assets {
  return { 'app.js': built('app.js'), 'app.css': built('app.css'), 'icon.svg': built('icon.svg') };
}

function built(name: keyof Assets): string {
  return readFileSync(new URL(`../../page/${name}`, import.meta.url), 'utf8');
}
