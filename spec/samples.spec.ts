import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { expectTranscript } from './support/transcript.js';

/** A sample ends with a comment that shows what it prints. */
const PRINTS = /\n\/\* prints:\n(.*?)\*\/\s*$/s;
/** A block of a page that shows a file. */
const SHOWN_FILE = /^<!-- file: (\S+) -->\n```[^\n]*\n(.*?)^```$/gms;
/** Drain and cancel of a stop that is told nothing. */
const STOP_SECONDS = 9;

for (const folder of ['samples', 'samples/recipes']) {
  describe(`the programs of ${folder}`, () => {
    for (const file of readdirSync(folder).filter(name => /^\d\d-.*\.ts$/.test(name))) {
      it(`${file} prints what it says`, async () => {
        const transcript = PRINTS.exec(readFileSync(`${folder}/${file}`, 'utf8'))?.[1];
        if (transcript === undefined) throw new Error(`let ${folder}/${file} end with /* prints: … */`);
        await expectTranscript(`dist/${folder}/${file.replace(/ts$/, 'js')}`, transcript);
      });
    }
  });
}

describe('the web application of the samples', () => {
  it('says what to type where its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { ...process.env, PORT: String(port) };
    const started = promisify(execFile)(process.execPath, ['dist/samples/07-web-application.js'], { env });
    const { stderr, code } = (await started.catch((error: unknown) => error)) as { stderr: string; code: number };
    other.close();
    expect([code, stderr.trim()]).to.deep.equal([
      1,
      `port ${port} is taken by another program: PORT=${port + 1} npm start`,
    ]);
  });
});

describe('samples/README.md', () => {
  const page = readFileSync('samples/README.md', 'utf8');

  it('names every sample and every recipe, and none that is not there', () => {
    const named = [...page.matchAll(/\]\(((?:recipes\/)?\d\d-[\w.-]+)\)/g)].map(name => name[1]);
    const numbered = (folder: string) => readdirSync(folder).filter(name => /^\d\d-/.test(name));
    const recipes = numbered('samples/recipes').map(name => `recipes/${name}`);
    expect(named).to.have.members([...numbered('samples'), ...recipes]);
  });

  it('shows files as they are', () => {
    const files = [...page.matchAll(SHOWN_FILE)];
    expect(files).to.have.length(3);
    for (const [, path = '', text] of files) expect(text, path).to.equal(readFileSync(path, 'utf8'));
  });
});

describe('what hosts are told by the recipes', () => {
  const told = (file: string, wait: RegExp) =>
    Number(wait.exec(readFileSync(`samples/recipes/${file}`, 'utf8'))?.[1]?.replace('_', ''));

  it('gives a stop the time that it takes', () => {
    expect(told('11-kubernetes.yaml', /terminationGracePeriodSeconds: (\d+)/)).to.be.above(STOP_SECONDS);
    expect(told('13-systemd.service', /TimeoutStopSec=(\d+)/)).to.be.above(STOP_SECONDS);
    expect(told('13-pm2.config.cjs', /kill_timeout: ([\d_]+)/)).to.be.above(STOP_SECONDS * 1000);
  });

  it('has node get its signals, and nobody between', () => {
    for (const file of ['11-kubernetes.yaml', '12-docker.Dockerfile']) {
      const command = /^ *(?:command:|CMD) (\[.*\])$/m.exec(readFileSync(`samples/recipes/${file}`, 'utf8'))?.[1] ?? '';
      expect((JSON.parse(command) as readonly string[])[0], file).to.equal('node');
    }
  });
});
