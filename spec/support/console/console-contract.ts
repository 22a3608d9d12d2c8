import type { ConsoleWorld } from './console-world.js';
import { itDoes } from './deeds-contract.js';
import { itTells } from './telling-contract.js';
import { itIsWatched } from './watching-contract.js';

/** What holds for every console, wherever its jobs run. */
export function itIsAConsole(worldOf: () => Promise<ConsoleWorld>): void {
  describe('tells', () => itTells(worldOf));
  describe('does', () => itDoes(worldOf));
  describe('is watched', () => itIsWatched(worldOf));
}
