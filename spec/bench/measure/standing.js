// @ts-check
import { samples } from './bars.js';
import { ratioOf } from './statistics.js';

/** A peer is named with its major release, or is what an engine does by itself; floors are not. */
const PEER = /( \d+|work\(\))$/;

/**
 * Whether ours is ahead of every peer, and by how much; `undefined` where no peer was measured, and of shares, which are no
 * speed. It is told, and not judged.
 * @param {import('./bars.js').Measurement} measurement
 */
export function standingText({ unit, results }) {
  const mine = Object.entries(results).find(([name]) => name.startsWith('carillon'))?.[1];
  const ours = mine && samples(mine);
  if (ours === undefined || unit === '%') return undefined;
  const best = Object.entries(results)
    .flatMap(([name, result]) => {
      const theirs = PEER.test(name) ? samples(result) : undefined;
      if (theirs === undefined) return [];
      const times = unit === 'a second' ? ratioOf(ours, theirs) : ratioOf(theirs, ours);
      return [{ name, times: times.median }];
    })
    .sort((one, other) => one.times - other.times)[0];
  if (best === undefined) return undefined;
  return `ahead of every peer: ${best.times > 1 ? 'yes' : 'no'}, ${best.times.toFixed(2)} × as good as ${best.name}`;
}
