import { type ParseArgsConfig, parseArgs } from 'node:util';
import { harmless } from '../harmless.js';
import { suggestion } from '../nearest.js';
import { type Call, type Command, type Option, optionsOf } from './command.js';
import { Complaint } from './complaint.js';
import type { Shell } from './shell.js';

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** Reads what follows the name of a command. @throws Complaint for what it doesn't take */
export function readCall(command: Command, typed: readonly string[], shell: Shell): Call {
  const options = optionsOf(command);
  const { values, names } = parsed(command, options, typed);
  if (values['help'] !== true) checkCount(command, names);
  return {
    shell,
    names,
    isJson: values['json'] === true,
    text: option => (typeof values[option] === 'string' ? values[option] : undefined),
    texts: option => [values[option] ?? []].flat().filter(value => typeof value === 'string'),
    flag: option => values[option] === true,
    number: option => wholeNumber(option, values[option]),
  };
}

function parsed(
  command: Command,
  options: Readonly<Record<string, Option>>,
  typed: readonly string[],
): { readonly values: Values; readonly names: readonly string[] } {
  const config = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, configOf(option)]));
  try {
    const args = withBareValues(options, typed);
    const { values, positionals } = parseArgs({ args, options: config, allowPositionals: true, strict: true });
    return { values, names: positionals };
  } catch (error) {
    throw refusal(command, options, typed, error as Error & { code?: string });
  }
}

function configOf({ type, short, isMany }: Option): NonNullable<ParseArgsConfig['options']>[string] {
  const multiple = isMany === true;
  return { type: type === 'flag' ? 'boolean' : 'string', multiple, ...(short === undefined ? {} : { short }) };
}

/** parseArgs knows no option with a value that may be left out: one left out becomes an empty text. */
function withBareValues(options: Readonly<Record<string, Option>>, typed: readonly string[]): string[] {
  const end = typed.includes('--') ? typed.indexOf('--') : typed.length;
  return typed.map((text, i) => {
    const isBare = i < end && text.startsWith('--') && options[text.slice(2)]?.isBare === true;
    return isBare && !/^\d+$/.test(typed[i + 1] ?? '') ? `${text}=` : text;
  });
}

function refusal(
  { name, most }: Command,
  options: Readonly<Record<string, Option>>,
  typed: readonly string[],
  error: Error & { code?: string },
): Complaint {
  const [, option] = /'(-[^' ,]+)/.exec(error.message) ?? [];
  const cause = { cause: error };
  const help = `carillon ${name} --help lists its options`;
  if (option === undefined) return new Complaint(harmless(error.message), { code: 'usage', remedy: help, ...cause });
  const known = Object.keys(options).map(key => `--${key}`);
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    // Of -json it names the first letter.
    const said = (option.length === 2 && typed.find(text => text.startsWith(option))) || option;
    const message = `${name} has no option '${harmless(said)}'`;
    const meant = suggestion(said, known);
    const dash = meant === '' && most > 0 ? '; a name that begins with a dash stands behind --' : '';
    return new Complaint(message, { code: 'usage', remedy: `${meant}${help}${dash}`, ...cause });
  }
  const takesNone = options[option.replace(/^-+/, '')]?.type === 'flag';
  const message = takesNone ? `the option ${option} takes no value` : `the option ${option} needs a value`;
  const isDashed = /ambiguous/.test(error.message) && option.startsWith('--');
  const dash = isDashed ? `one that begins with a dash is said as ${option}=-…; ` : '';
  return new Complaint(message, { code: 'usage', remedy: dash + help, ...cause });
}

function checkCount({ name, least, most, takes }: Command, names: readonly string[]): void {
  if (names.length >= least && names.length <= most) return;
  const what = names.length < least ? 'needs to be told more' : `can't use '${harmless(names[most] ?? '')}'`;
  throw new Complaint(`${name} ${what}: ${`carillon ${name} ${takes}`.trim()}`, {
    code: 'usage',
    remedy: `carillon ${name} --help shows examples`,
  });
}

function wholeNumber(option: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  const message = `--${option} takes a whole number, not '${harmless(String(value))}'`;
  throw new Complaint(message, { code: 'usage', remedy: `say it as --${option} 10` });
}
