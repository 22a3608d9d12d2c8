import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The package as it is published, and a project outside this one in which it is installed. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
  readonly unpackedBytes: number;
  readonly consumer: string;
  remove(): void;
}

/** Packs what the last build made, and installs it and these of our dependencies without asking any network. */
export async function pack(installed: readonly string[]): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const modules = join(folder, 'consumer', 'node_modules');
  const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await execute('npm', ['pack', ...options], { shell: process.platform === 'win32' });
  const [report] = JSON.parse(stdout) as readonly PackReport[];
  if (report === undefined) throw new Error(`npm pack reported nothing: ${stdout}`);

  const tarball = join(folder, report.filename);
  mkdirSync(join(modules, 'carillon'), { recursive: true });
  await execute('tar', ['-xzf', tarball, '--strip-components=1', '-C', join(modules, 'carillon')]);
  for (const name of installed) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(modules, name), 'junction');
  }
  return {
    tarball,
    files: report.files.map(file => file.path),
    unpackedBytes: report.unpackedSize,
    consumer: join(folder, 'consumer'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface PackReport {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Writes files into a folder, each by its name; what is no text is written as JSON. */
export function write(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Runs a program of node_modules on this Node, and gives what it prints, also where it ends badly. */
export async function run(cwd: string, script: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await execute(process.execPath, [script, ...args], { cwd })).stdout.trim();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `failed: ${stdout}${stderr}`;
  }
}
