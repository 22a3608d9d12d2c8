import type { ExitStatus } from './exit-status.js';
import type { Shell } from './shell.js';

/** An option of a command, as it is read and as help shows it. */
export interface Option {
  readonly type: 'text' | 'flag' | 'number';
  readonly short?: string;
  /** May be said several times. */
  readonly isMany?: boolean;
  /** A text that may be left out: `--dashboard` and `--dashboard 3000`. */
  readonly isBare?: boolean;
  /** What stands for its value in help: `Z|job`. */
  readonly value?: string;
  readonly help: string;
}

/** One command: all that help says of it, and what it does. */
export interface Command {
  readonly name: string;
  /** What it takes beside its options: `[job…]`. */
  readonly takes: string;
  /** In a line of help. */
  readonly summary: string;
  /** Command lines and what they do. Help begins with them. */
  readonly examples: readonly (readonly [example: string, what: string])[];
  /** How many arguments it takes, beside its options. */
  readonly least: number;
  readonly most: number;
  readonly options: Readonly<Record<string, Option>>;
  /** What its exit statuses mean, where that is more than 0. */
  readonly exits: string;
  run(call: Call): Promise<ExitStatus>;
}

/** A command as it was called. */
export interface Call {
  readonly shell: Shell;
  readonly names: readonly string[];
  /** Whether one JSON document is wanted instead of text. */
  readonly isJson: boolean;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
  /** A whole number, 0 or more. */
  number(option: string): number | undefined;
}

/** The options of all commands that load a registry. */
export const LOADING = {
  file: { type: 'text', short: 'f', value: 'FILE', help: 'the module that exports the registry' },
} as const satisfies Record<string, Option>;

/** All options of a command, in the order of help. What it says itself of one that every command has stands for that. */
export function optionsOf({ options }: Command): Readonly<Record<string, Option>> {
  return { ...options, ...COMMON, ...options };
}

/** The options of every command. */
const COMMON = {
  json: { type: 'flag', help: 'one JSON document instead of text' },
  help: { type: 'flag', short: 'h', help: 'this' },
} as const satisfies Record<string, Option>;
