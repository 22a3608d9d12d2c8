import { expect } from 'chai';
import { Project } from './project.js';

const JOBS = `
import { Registry } from 'carillon';
export const registry = new Registry({ zone: 'UTC' });
registry.schedule(({ data }) => data === undefined ? 'nothing' : data).withName('echo').toRunEvery(1).days();
`;

/** Its job takes `{ order: '42' }`, and is given `{ order: 42 }`. */
const TAKING = `
import { Registry } from 'carillon';
const validate = data => typeof data?.order === 'string'
  ? { value: { order: Number(data.order) } }
  : { issues: [{ message: 'no text', path: ['order'] }] };
export const registry = new Registry({ zone: 'UTC' });
const schema = { '~standard': { version: 1, validate } };
registry.schedule(({ data }) => data).withName('send').toRunEvery(1).days().taking(schema);
`;

describe('the data of a run', () => {
  let project: Project;

  before(() => {
    project = new Project({ 'jobs.mjs': JOBS, 'order.json': '\ufeff{ "order": 43 }', 'order.txt': 'order 43' });
  });
  after(() => project[Symbol.dispose]());

  const given: readonly (readonly [typed: string, printed: string])[] = [
    ['carillon run echo', 'nothing\n'],
    [`carillon run echo --data '{"order":42}'`, '{"order":42}\n'],
    ['carillon run echo --data=-5', '-5\n'],
    ['carillon run echo --data null', 'null\n'],
    ['carillon run echo --data @order.json', '{"order":43}\n'],
    [`printf '["a",\\n1]' | carillon run echo --data -`, '["a",1]\n'],
    [`carillon run echo --data '{"__proto__":{"polluted":1}}'`, '{"__proto__":{"polluted":1}}\n'],
  ];
  for (const [typed, printed] of given) {
    it(`is what is said: ${typed}`, async () => {
      const { stdout, stderr, status } = await project.shell(typed);
      expect([stdout, status], stderr).to.deep.equal([printed, 0]);
    });
  }

  const refused: readonly (readonly [typed: string, why: RegExp])[] = [
    ['carillon run echo --data order', /^carillon: --data takes JSON, and 'order' is none: .+\n {2}say it as --data '/],
    ['carillon run echo --data ""', /^carillon: --data takes JSON, and '' is none/],
    ['carillon run echo --data @order.txt', /^carillon: --data takes JSON, and 'order.txt' is none/],
    [
      'carillon run echo --data @nowhere.json',
      /^carillon: --data @nowhere.json can't be read: there is no such file\n/,
    ],
    ['carillon run echo --data @.', /^carillon: --data @\. can't be read: EISDIR\n/],
    ['carillon run echo --data - < /dev/null', /^carillon: --data takes JSON, and what came from stdin is none/],
    [`carillon run echo --data "$(printf '\\033[31m')"`, /^carillon: --data takes JSON, and '\\u001b\[31m' is none/],
    ['carillon run echo --data', /^carillon: the option --data needs a value/],
  ];
  for (const [typed, why] of refused) {
    it(`is refused before anything is loaded: ${typed}`, async () => {
      const { stdout, stderr, status } = await project.shell(typed);
      expect(stderr).to.match(why);
      expect([stdout, status]).to.deep.equal(['', 2]);
    });
  }

  it('is refused where the job refuses it', async () => {
    project.write('taking.mjs', TAKING);
    const { stderr, status } = await project.shell('carillon run send --file taking.mjs --data 5');
    expect(stderr).to.match(/^carillon: the data of job 'send' is refused: at 'order', no text\n {2}say it as --data /);
    expect(status).to.equal(2);
  });

  it('is given to a run as the job takes it', async () => {
    project.write('taking.mjs', TAKING);
    const { stdout, stderr, status } = await project.shell(
      `carillon run send --file taking.mjs --data '{"order":"42"}'`,
    );
    expect([stdout, status], stderr).to.deep.equal(['{"order":42}\n', 0]);
  });

  it('goes to no process that is asked by its dashboard, which says what does instead', async () => {
    const { stderr, status } = await project.shell('carillon trigger echo --url http://127.0.0.1:9/ --data 1');
    expect(stderr.split('\n').slice(0, 2)).to.deep.equal([
      'carillon: a dashboard takes no data for a run',
      '  run it here, where its registry is: carillon run --data … echo',
    ]);
    expect(status).to.equal(2);
  });
});
