import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How a child ended: by a signal or with a status, and what it printed on stderr. */
export interface Ending {
  readonly endedBy: NodeJS.Signals | number | null;
  readonly stderr: readonly string[];
  readonly stdout: readonly string[];
}

/** A child that lives longer has failed its spec, and is killed before mocha gives up waiting, so that none is left. */
const LONGEST_LIFE_MS = 20_000;

/** Another program than Node, and where it runs. */
export interface Command {
  readonly program: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A child process that runs one of the scripts beside this file, or a command. Its lines are what a spec waits for, never time. */
export class Child {
  readonly #process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #stdout = '';
  #stderr = '';
  #heard: () => void = () => {};

  constructor(script: string | Command, ...args: readonly string[]) {
    this.#process =
      typeof script === 'string'
        ? fork(pathOf(script), args, { silent: true, execArgv: [] })
        : spawn(script.program, args, { cwd: script.cwd, env: { ...process.env, ...script.env }, stdio: 'pipe' });
    this.#process.stdout?.setEncoding('utf8').on('data', text => {
      this.#stdout += text;
      this.#heard();
    });
    this.#process.stderr?.setEncoding('utf8').on('data', text => {
      this.#stderr += text;
    });
    const limit = setTimeout(() => this.signal('SIGKILL'), LONGEST_LIFE_MS);
    this.#closed = once(this.#process, 'close').then(() => {
      clearTimeout(limit);
      this.#heard();
    });
  }

  /** Waits until the child has printed `line` on stdout, so often. */
  async says(line: string, times = 1): Promise<this> {
    while (linesOf(this.#stdout).filter(said => said === line).length < times) {
      if (this.#hasEnded())
        throw new Error(`the child ended without saying '${line}':\n${this.#stdout}${this.#stderr}`);
      await new Promise<void>(resolve => {
        this.#heard = resolve;
      });
    }
    return this;
  }

  signal(signal: NodeJS.Signals): this {
    this.#process.kill(signal);
    return this;
  }

  message(message: string): this {
    this.#process.send(message);
    return this;
  }

  /** Takes the terminal away from the child: from now on what it prints on stderr fails. */
  closeStderr(): this {
    this.#process.stderr?.destroy();
    return this;
  }

  async ends(): Promise<Ending> {
    await this.#closed;
    const { signalCode, exitCode } = this.#process;
    return { endedBy: signalCode ?? exitCode, stdout: linesOf(this.#stdout), stderr: linesOf(this.#stderr) };
  }

  /** For a spec that failed: nothing may be left running. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGKILL');
    await this.#closed;
  }

  #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }
}

/** The path of one of the scripts, as it was compiled. */
export function pathOf(script: string): string {
  return fileURLToPath(new URL(`children/${script}.js`, import.meta.url));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(line => line !== '');
}
