import { expect } from 'chai';
import type { Client } from '../../lib/cli/live/client.js';
import { EndedRuns } from '../../lib/cli/live/ended-runs.js';

describe('the runs that have ended since', () => {
  /** What a dashboard keeps, the newest first; it is asked by pages. */
  let kept: number[];
  let ended: EndedRuns;

  beforeEach(async () => {
    kept = upTo(60);
    const runs = async ({ limit, before }: { readonly limit: number; readonly before?: string }) => {
      const from = before === undefined ? 0 : kept.indexOf(Number(before)) + 1;
      const page = kept.slice(from, from + limit).map(id => ({ id: String(id) }));
      return { runs: page, ...(from + limit < kept.length && { after: page.at(-1)?.id }) };
    };
    ended = new EndedRuns({ runs } as unknown as Client, undefined);
    await ended.last(0);
  });

  const since = async () => (await ended.since()).map(({ id }) => Number(id));

  it('are none where none has ended', async () => {
    expect(await since()).to.deep.equal([]);
  });

  it('are given once, the oldest first, however many they are', async () => {
    kept = upTo(200);
    expect(await since()).to.deep.equal(upTo(200).slice(0, 140).reverse());
    expect(await since()).to.deep.equal([]);
    kept = upTo(20_200);
    expect(await since()).to.have.length(20_000);
  });

  it('are none that move up into the page, since newer ones are no longer kept', async () => {
    kept = [61, ...upTo(60).filter(id => id < 20 || id > 40)];
    expect(await since()).to.deep.equal([61]);
  });

  it('are those, too, that come to light behind one that was told', async () => {
    kept = [61, 60, 59.5, ...upTo(59)];
    expect(await since()).to.deep.equal([59.5, 61]);
  });

  it('are all where none is kept that was there', async () => {
    kept = [63, 62, 61];
    expect(await since()).to.deep.equal([61, 62, 63]);
  });
});

function upTo(newest: number): number[] {
  return Array.from({ length: newest }, (_, i) => newest - i);
}
