import { readdirSync, readFileSync } from 'node:fs';
import { expectTranscript } from './support/transcript.js';

/** A sample ends with a comment that shows what it prints. */
const PRINTS = /\n\/\* prints:\n(.*?)\*\/\s*$/s;

describe('the samples', () => {
  for (const file of readdirSync('samples').filter(name => /^\d\d-.*\.ts$/.test(name))) {
    it(`${file} prints what it says`, async () => {
      const transcript = PRINTS.exec(readFileSync(`samples/${file}`, 'utf8'))?.[1];
      if (transcript === undefined) throw new Error(`let samples/${file} end with /* prints: … */`);
      await expectTranscript(`dist/samples/${file.replace(/ts$/, 'js')}`, transcript);
    });
  }
});
