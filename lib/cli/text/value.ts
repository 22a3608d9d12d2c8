import { inspect } from 'node:util';

/** What a job gave back as text: text as it is, data as JSON where it can be said, nothing for nothing. */
export function valueText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? shown(value);
  } catch {
    return shown(value);
  }
}

/** The same as what JSON can hold: what can't be said in JSON becomes text. */
export function plainValue(value: unknown): unknown {
  try {
    const json = JSON.stringify(value);
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return shown(value);
  }
}

/** Whatever a value makes of itself: it may throw where it is asked to. */
function shown(value: unknown): string {
  return inspect(value, { customInspect: false });
}
