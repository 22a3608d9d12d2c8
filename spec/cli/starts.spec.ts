import { expect } from 'chai';
import { Project } from './project.js';

describe('the starts that commands tell', () => {
  it('are the same for list, next and explain, with jitter too, and while one is waited for', async () => {
    const head = "import { Registry } from 'carillon';\nexport const registry = new Registry({ zone: 'UTC' });\n";
    const job = "registry.schedule(() => {}).withName('spread').toRunEvery(1).days().withJitter({ hours: 20 });";
    using spread = new Project({ 'jobs.mjs': head + job });
    const starts = async (now?: string) => {
      const setting = now === undefined ? {} : { now };
      const [list, next, explained] = await Promise.all([
        spread.run(['list', '--json'], setting),
        spread.run(['next', 'spread', '-n', '1', '--json'], setting),
        spread.run(['explain', 'spread', '-n', '1', '--json'], setting),
      ]);
      const { jobs } = JSON.parse(list.stdout) as { jobs: readonly { name: string; next: string }[] };
      return new Set([
        jobs.find(({ name }) => name === 'spread')?.next,
        (JSON.parse(next.stdout) as { runs: readonly { at: string }[] }).runs[0]?.at,
        (JSON.parse(explained.stdout) as { next: readonly string[] }).next[0],
      ]);
    };
    const before = await starts();
    const [start = ''] = before;
    expect(start.slice(10)).not.to.equal('T00:00:00.000Z');
    expect([...before]).to.deep.equal([start]);
    expect([...(await starts(start.replace(/T.*/, 'T00:00:01Z')))]).to.deep.equal([start]);
  });
});
