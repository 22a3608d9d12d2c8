// @ts-check
import { libraryOf, zone } from '../libraries/library.js';
import { inChild } from './in-child.js';
import { interleave, mapSamples } from './rounds.js';

/**
 * Measures libraries in turn, each time in a process of its own, with a function that takes the library's file and
 * `args` and gives several numbers by name.
 * @param {string} moduleUrl of the module that exports the function
 * @param {string} functionName
 * @param {readonly string[]} files
 * @param {readonly unknown[]} args
 * @param {number} rounds
 * @returns {Promise<(number: string) => import('./bars.js').Results>} what one of the numbers was, by library
 */
export async function inProcesses(moduleUrl, functionName, files, args, rounds) {
  /** @type {Record<string, () => Promise<any>>} */
  const contestants = {};
  for (const file of files) {
    const { name } = await libraryOf(file);
    contestants[name] = () => inChild(moduleUrl, functionName, [file, ...args], { env: { TZ: zone } });
  }
  const answers = await interleave(contestants, rounds);
  return number => mapSamples(answers, answer => answer[number]);
}
