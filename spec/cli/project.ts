import { execFile, spawn as start } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';
import { SHOP_NOW } from './shop.js';

/** How a command ended, and what it wrote. */
export interface Outcome {
  readonly status: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What may differ from call to call. */
export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  /** When the command thinks it is, or `real`. */
  readonly now?: string;
  readonly nodeOptions?: readonly string[];
}

/** The command as it is published. */
const COMMAND = resolve(bin());
/** A command that takes longer has failed its spec. */
const LONGEST_LIFE_MS = 60_000;
/** Moves the clock of a process to where a spec wants it, before anything else is loaded. */
const CLOCK = new URL('./moved-clock.js', import.meta.url).href;

/** A project of a user, in a folder of its own, with this package in its node_modules. */
export class Project {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string>>, modules: readonly string[] = ['carillon', 'tsx']) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'shop-')));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    for (const name of modules) this.#install(name);
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Runs the command with its streams piped. */
  async run(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
    return await new Promise(done => {
      const { nodeOptions = [] } = setting;
      const options = { cwd: this.folder, env: environmentOf(setting), timeout: LONGEST_LIFE_MS, maxBuffer: 2 ** 26 };
      execFile(
        process.execPath,
        [...optionsOf(setting), ...nodeOptions, COMMAND, ...args],
        options,
        (error, stdout, stderr) => {
          const status = error === null ? 0 : (error.signal ?? (error.code as unknown as number));
          done({ status, stdout, stderr });
        },
      );
    });
  }

  /** Runs a line of the shell in which `carillon` is the command. */
  async shell(line: string): Promise<Outcome> {
    const command = `'${process.execPath}' '${COMMAND}'`;
    const child = start('bash', ['-o', 'pipefail', '-c', line.replaceAll('carillon', command)], {
      ...{ cwd: this.folder, env: environmentOf({}), timeout: LONGEST_LIFE_MS },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', data => {
      stdout += String(data);
    });
    child.stderr.on('data', data => {
      stderr += String(data);
    });
    const [status] = (await once(child, 'close')) as [number];
    return { status, stdout, stderr };
  }

  /** Runs the command on a pseudo-terminal of so many columns. */
  terminal(columns: number, args: readonly string[], setting: Setting = {}): Terminal {
    const options = {
      cwd: this.folder,
      env: environmentOf({ ...setting, env: { TERM: 'xterm-256color', ...setting.env } }),
    };
    const pty = spawn(process.execPath, [...optionsOf(setting), COMMAND, ...args], {
      ...options,
      cols: columns,
      rows: 50,
    });
    return new Terminal(pty);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #install(name: string): void {
    const path = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(name === 'carillon' ? resolve('.') : resolve('node_modules', name), path, 'junction');
  }
}

/** What a command shows on a terminal. */
export class Terminal {
  readonly #pty: IPty;
  readonly #ended: Promise<number>;
  /** All that was written, escapes included. */
  raw = '';
  #heard: () => void = () => {};
  #hasEnded = false;

  constructor(pty: IPty) {
    this.#pty = pty;
    pty.onData(data => {
      this.raw += data;
      this.#heard();
    });
    const limit = setTimeout(() => pty.kill('SIGKILL'), LONGEST_LIFE_MS);
    this.#ended = new Promise(done => {
      pty.onExit(({ exitCode, signal }) => {
        clearTimeout(limit);
        this.#hasEnded = true;
        this.#heard();
        done(signal ? 128 + signal : exitCode);
      });
    });
  }

  /** What was written as text. */
  get text(): string {
    return stripVTControlCharacters(this.raw).replaceAll('\r\n', '\n');
  }

  /** Waits until the command has written that. */
  async shows(text: string | RegExp): Promise<this> {
    const isThere = () => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text));
    while (!isThere()) {
      if (this.#hasEnded) throw new Error(`it ended without showing ${String(text)}:\n${this.text}`);
      await new Promise<void>(heard => {
        this.#heard = heard;
      });
    }
    return this;
  }

  /** As a hand does: `\x03` is Ctrl-C. */
  type(keys: string): this {
    this.#pty.write(keys);
    return this;
  }

  signal(signal: NodeJS.Signals): this {
    this.#pty.kill(signal);
    return this;
  }

  /** As who closes its window: nothing can be written to it any more, and what runs in it is told so. */
  close(): this {
    (this.#pty as IPty & { destroy(): void }).destroy();
    return this;
  }

  /** The status with which it ends; 128 and the signal, where one ended it. */
  async ends(): Promise<number> {
    return await this.#ended;
  }
}

function bin(): string {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { carillon: string } }).bin.carillon;
}

function optionsOf({ now = SHOP_NOW }: Setting): readonly string[] {
  return now === 'real' ? [] : ['--import', CLOCK];
}

function environmentOf({ env = {}, now = SHOP_NOW }: Setting): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  // Where nothing can be kept: what a command leaves in the cache of its user is the concern of one spec.
  const cache = { XDG_CACHE_HOME: '/dev/null' };
  return { PATH, HOME, TMPDIR, TZ: 'UTC', ...cache, ...(now === 'real' ? {} : { SPEC_NOW: now }), ...env };
}
