import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Packed, pack } from '../support/packed.js';

interface Loader {
  readonly name: string;
  readonly folder: string;
  readonly commands: readonly string[];
  readonly prints: RegExp;
  readonly isQuick?: boolean;
}

const MATRIX = new URL('../../../spec/loaders/matrix.js', import.meta.url);
const { loaders } = (await import(MATRIX.href)) as { readonly loaders: readonly Loader[] };

/** The half of the matrix that needs nothing but what this project has; `npm run test:loaders` runs the whole of it. */
describe('the package, loaded by', () => {
  let packed: Packed;

  before(async () => {
    packed = await pack(['luxon']);
    cpSync('spec/loaders/cases', packed.consumer, { recursive: true });
  });
  after(() => packed.remove());

  for (const { name, folder, commands, prints } of loaders.filter(({ isQuick }) => isQuick)) {
    it(name, async () => {
      expect(await typed(commands.join(' && ').replaceAll('npx ', ''), `${packed.consumer}/${folder}`)).to.match(
        prints,
      );
    });
  }
});

/** What the command prints; our own tools stand in for those that npx would find in the project of a user. */
async function typed(command: string, cwd: string): Promise<string> {
  const path = [resolve('node_modules/.bin'), process.env['PATH']].join(delimiter);
  // The test runner of Node says nothing to a process that is itself a test.
  const env = { ...process.env, PATH: path, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(command, { cwd, env, shell: true });
  return stdout;
}
