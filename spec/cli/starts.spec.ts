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

  it('are no more than a process has under times(n), of which toRunNow() takes one', async () => {
    const jobs = [
      "job('twice').toRunEvery(1).minutes().times(2);",
      "job('at the start and twice').toRunNow().andEvery(1).hours().times(3);",
      "job('at the start').toRunNow().andEvery(1).minutes().times(1);",
      "job('always').toRunEvery(1).minutes();",
    ];
    using limited = new Project({
      'jobs.mjs': `import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
const job = name => registry.schedule(() => {}).withName(name);
${jobs.join('\n')}`,
    });
    const next = async (...names: readonly string[]) => {
      const { stdout } = await limited.run(['next', ...names, '-n', '9', '--json']);
      return (JSON.parse(stdout) as { runs: readonly { job: string }[] }).runs.map(({ job }) => job);
    };
    expect(await next()).to.deep.equal(
      [...'tata'].map(of => (of === 't' ? 'twice' : 'always')).concat(Array(5).fill('always')),
    );
    expect(await next('twice', 'at the start')).to.deep.equal(['twice', 'twice']);
    expect(await next('at the start and twice')).to.have.lengthOf(2);
    const told = async (text: string) =>
      (JSON.parse((await limited.run(['explain', text, '-n', '9', '--json'])).stdout) as { next: unknown[] }).next
        .length;
    expect(await told('twice')).to.equal(2);
    expect(await told('toRunEvery(1).days().times(4)')).to.equal(4);
    expect((await limited.run(['list'])).stdout).to.match(/^at the start +– +at the start /m);
    const { stderr } = await limited.run(['next', 'twice']);
    expect(stderr).to.match(/^\nno more than 2: .* is over\n$/);
  });

  it('say of those that are past how long ago that is', async () => {
    using daily = new Project({
      'jobs.mjs': `import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(() => {}).withName('daily').toRunEvery(1).days();`,
    });
    const { stdout } = await daily.run(['next', '--from', '2026-11-19', '-n', '3']);
    const [, ...rows] = stdout.trimEnd().split('\n');
    expect(rows.map(row => row.replace(/^.* UTC +/, ''))).to.deep.equal([
      '44 h ago  daily',
      '20 h ago  daily',
      '3 h 46 m  daily',
    ]);
  });
});
