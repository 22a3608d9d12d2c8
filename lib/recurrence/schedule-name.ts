/** Of the name of a schedule, in characters. */
export const MAX_NAME_LENGTH = 200;

/** Whether a value can be the name of a schedule: text that is neither blank nor too long. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME_LENGTH;
}
