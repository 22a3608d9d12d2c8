import type { Theme } from './theme.js';
import { type ZoneChoice, zoneChoice } from './zone-text.js';

/** What a browser remembers of a user. */
export interface Remembered {
  readonly zone: ZoneChoice;
  readonly theme: Theme;
  readonly hasKeys: boolean;
}

/** What was remembered; what is unknown or may not be read is as it is at first. */
export function recall(): Remembered {
  const said = read();
  return {
    zone: zoneChoice(said['zone']),
    theme: (['light', 'dark'] as const).find(theme => theme === said['theme']) ?? 'auto',
    hasKeys: said['hasKeys'] !== false,
  };
}

/** Remembers it; a browser that keeps nothing forgets it with the page. */
export function remember({ zone, theme, hasKeys }: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ zone, theme, hasKeys }));
  } catch {
    // Storage may be full or forbidden: nothing depends on it.
  }
}

const KEY = 'carillon';

function read(): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof said === 'object' && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}
