import { expect } from 'chai';
import { askedOf } from './asked-of.js';
import { NOW, refusal, row, stream } from './fake-dashboard.js';
import { Project } from './project.js';

describe('a run that is followed', () => {
  it('tells all lines that are kept, in order, where the stream tells the last of them alone', async () => {
    using project = new Project({}, []);
    const lines = Array.from({ length: 60 }, (_, i) => ({ seq: i + 1, at: NOW, level: 'info', text: `line ${i + 1}` }));
    const run = { id: 'r9', job: 'backup', at: NOW, lateMs: 0, attempts: 1, trigger: 'manual' };
    let asked = 0;
    const answers = {
      'do=run': () => [202, { v: 1, ok: true, run: 'r9', job: row('backup') }] as const,
      'get=events': (_: URLSearchParams, response: Parameters<typeof stream>[0]) => {
        const frames = lines.slice(30).map(line => ['line', { ...line, run: 'r9' }] as const);
        stream(response, ['hello', {}], ...frames);
        return undefined;
      },
      'get=run': () => {
        asked += 1;
        const told = asked < 3 ? { kind: 'running', lines: [] } : { kind: 'succeeded', ms: 80, lines };
        return [200, { v: 1, now: NOW, run: { ...run, ...told } }] as const;
      },
    };
    const { stderr, status } = await askedOf(project, answers, ['trigger', 'backup']);
    const told = [...stderr.matchAll(/ info {3}line (\d+)\n/g)].map(([, seq]) => Number(seq));
    expect(told).to.deep.equal(lines.map(({ seq }) => seq));
    expect(status).to.equal(0);
  });

  it('fails where it is no longer kept when it is asked about, which is not as if there were no such job', async () => {
    using project = new Project({}, []);
    const answers = {
      'do=run': () => [202, { v: 1, ok: true, run: 'r9', job: row('backup') }] as const,
      'get=run': () => refusal(404, 'not_found', 'there is no such run, or it is no longer kept'),
    };
    const { stderr, status } = await askedOf(project, answers, ['trigger', 'backup']);
    expect(stderr).to.match(/^carillon: the run is no longer kept, so that nobody can tell what came of it\n/);
    expect(status).to.equal(1);
  });

  it('is said to have been triggered where its process answers no more', async () => {
    using project = new Project({}, []);
    const answers = {
      'do=run': () => [202, { v: 1, ok: true, run: 'r9', job: row('backup') }] as const,
      'get=run': (_: URLSearchParams, response: Parameters<typeof stream>[0]) => void response.destroy(),
    };
    const { stderr, status } = await askedOf(project, answers, ['trigger', 'backup']);
    const [what, ...remedy] = stderr.split('\n');
    expect(what).to.match(/^carillon: nothing answers at http:\S+: \S+/);
    expect(remedy).to.deep.equal([
      '  backup was triggered and may go on there: carillon log backup tells what came of it',
      '',
    ]);
    expect(status).to.equal(6);
  });
});
