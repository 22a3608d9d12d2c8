import { expect } from 'chai';
import { KeptPlans } from '../../lib/farm/thread/kept-plans.js';
import { VirtualClock } from '../../lib/testing/index.js';

describe('the plans that an embedded database keeps', () => {
  const clock = new VirtualClock();
  const said: string[] = [];
  let tookMs = 1;
  const plans = new KeptPlans(
    {
      async query(text) {
        said.push(text);
        if (text.startsWith('execute')) await clock.advance(tookMs);
        return [];
      },
    },
    clock,
  );

  it('are made once', async () => {
    await plans.query('select $1', ["it's"]);
    await plans.query('select $1', [null]);
    await plans.query('select $1', [['a', "it's"]]);
    expect(said.splice(0)).to.deep.equal([
      'prepare carillon_0 as select $1',
      "execute carillon_0 ('it''s')",
      'execute carillon_0 (null)',
      "execute carillon_0 (array['a', 'it''s']::text[])",
    ]);
  });

  it('are forgotten, once a second at most, where a statement takes long: its tables may have grown', async () => {
    tookMs = 60;
    await plans.query('select $1', [1]);
    await plans.query('select $1', [2]);
    await clock.advance(1_000);
    await plans.query('select $1', [3]);
    expect(said).to.deep.equal([
      "execute carillon_0 ('1')",
      'discard plans',
      "execute carillon_0 ('2')",
      "execute carillon_0 ('3')",
      'discard plans',
    ]);
  });
});
