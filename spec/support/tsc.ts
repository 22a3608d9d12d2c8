import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const TSC = resolve('node_modules/typescript/bin/tsc');

/** Compiles the project in `folder`, and gives what the compiler has to say: nothing where all is well. */
export function compile(folder: string): Promise<string> {
  return new Promise(done => {
    execFile(process.execPath, [TSC, '-p', '.', '--pretty', 'false'], { cwd: folder }, (error, stdout, stderr) => {
      done(stdout + stderr || (error?.message ?? ''));
    });
  });
}
