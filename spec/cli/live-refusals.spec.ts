import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { unreachable } from '../../lib/cli/live/refusals.js';
import { askedOf } from './asked-of.js';
import { type Answers, FakeDashboard, READS, refusal, STATE, stream } from './fake-dashboard.js';
import { Project } from './project.js';

describe('the live commands', () => {
  let project: Project;

  before(() => {
    project = new Project({}, []);
  });
  after(() => project[Symbol.dispose]());

  const asked = (answers: Answers, ...line: readonly string[]) => askedOf(project, answers, line);

  describe('exit with', () => {
    it('4 and the nearest name where there is no such job', async () => {
      const none: Answers = { 'do=run': () => refusal(404, 'no_job', 'there is no such job') };
      const { stderr, status } = await asked(none, 'trigger', 'bakcup');
      expect(stderr).to.match(
        /^carillon: there is no job 'bakcup' at http:.*\n {2}did you mean 'backup'\? carillon status --all shows all\n$/,
      );
      expect(status).to.equal(4);
    });

    it('4 and what is missing where the job is there', async () => {
      const none: Answers = { 'do=cancel': () => refusal(404, 'no_run', "'backup' has no such run") };
      const { stderr, status } = await asked(none, 'cancel', 'backup', '--run', 'r7');
      expect([stderr, status]).to.deep.equal(["carillon: 'backup' has no such run\n", 4]);
    });

    it('5 and the reason of a conflict', async () => {
      const busy: Answers = { 'do=run': () => refusal(409, 'running', 'backup runs already, since 21:13:18') };
      const { stderr, status } = await asked(busy, 'trigger', 'backup');
      expect([stderr, status]).to.deep.equal(['carillon: backup runs already, since 21:13:18\n', 5]);
    });

    it('5 and what does it, where a job takes data', async () => {
      const taking: Answers = { 'do=run': () => refusal(409, 'takes_data', "'invoice' takes data") };
      const { stderr, status } = await asked(taking, 'trigger', 'invoice');
      expect([stderr, status]).to.deep.equal([
        "carillon: 'invoice' takes data\n  carillon run JOB --data … runs it here, where its registry is\n",
        5,
      ]);
    });

    it('6 where nothing answers', async () => {
      const fake = await FakeDashboard.start({});
      await fake[Symbol.asyncDispose]();
      const { stderr, status } = await project.run(['status', '--url', fake.url]);
      expect([stderr, status]).to.deep.equal([
        `carillon: nothing answers at ${fake.url}: ECONNREFUSED\n  is the process up, and does it mount a dashboard there?\n`,
        6,
      ]);
    });

    it('6 where a stream that was followed is refused later', async () => {
      for (const reason of ['refused', 'too many streams']) {
        const events: Answers = {
          'get=runs': () => [200, { v: 1, runs: [] }],
          'get=events': (_, response) => {
            stream(response, ['hello', {}], ['bye', { reason }]);
            response.end();
            return undefined;
          },
        };
        const { stderr, status } = await asked(events, 'log', '-f');
        expect([stderr.split('\n')[0], status]).to.deep.equal([`carillon: the process ends the stream: ${reason}`, 6]);
      }
    });

    it('6 where it is refused, and where what answers is no dashboard', async () => {
      const refused: Answers = { 'get=state': () => refusal(403, 'not_local', 'only this host may look') };
      const { stderr, status } = await asked(refused, 'status');
      expect([stderr, status]).to.deep.equal([
        'carillon: only this host may look\n  set CARILLON_TOKEN to one that its authorize admits\n',
        6,
      ]);
      for (const page of [
        [200, '<html>'],
        [404, '<html>'],
        [200, {}],
        [200, null],
        [200, { status: 'up' }],
        [200, { v: 1, status: 'up' }],
        [302, '', { location: 'http://[' }],
        [404, { message: 'Route GET:/ not found', error: 'Not Found', statusCode: 404 }],
        [404, { error: { message: 'no such page' } }],
        [409, { error: 'Conflict' }],
        [400, { error: 'Bad Request', message: 'querystring must not have more' }],
      ] as const) {
        const other = await asked({ 'get=state': () => page }, 'status');
        expect(other.stderr).to.match(/^carillon: what answers at .* is no dashboard \(\d+\)\n/);
        expect(other.status).to.equal(6);
      }
    });

    it('6 where a token is refused by what stands before it, in whatever form', async () => {
      const refused: Answers = { 'get=state': () => [401, { error: { message: 'log in first' } }] };
      const { stderr, status } = await asked(refused, 'status');
      expect([stderr.split('\n')[0], status]).to.deep.equal(['carillon: log in first', 6]);
    });

    it('6 where it answers, and no secure connection comes of it', async () => {
      await using fake = await FakeDashboard.start(READS);
      const url = fake.url.replace('http:', 'https:');
      const { stderr, status } = await project.run(['status', '--url', url]);
      expect(stderr).to.match(
        /^carillon: https:.* does not answer by TLS: ERR_SSL_\w+\n {2}is it http:\/\/ there\?\n$/,
      );
      expect(status).to.equal(6);
      const untrusted = new TypeError('fetch failed', { cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
      const { message, remedy } = unreachable({ url: new URL(url), token: undefined }, untrusted);
      expect(message).to.equal(`${url} has a certificate that is not trusted here: DEPTH_ZERO_SELF_SIGNED_CERT`);
      expect(remedy).to.contain('NODE_EXTRA_CA_CERTS');
    });

    it('6 where a proxy answers for a process that is not there', async () => {
      const { stderr, status } = await asked({ 'get=state': () => [502, '<h1>Bad Gateway</h1>'] }, 'status');
      expect(stderr).to.match(/^carillon: http:.* answers with 502 alone\n {2}is the process behind it up\?\n$/);
      expect(status).to.equal(6);
    });

    it('6 where an answer breaks off', async () => {
      const cut = (_: URLSearchParams, response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"v":1,');
        setImmediate(() => response.destroy());
        return undefined;
      };
      for (const [answers, ...line] of [
        [{ 'get=state': cut }, 'status'],
        [{ 'get=events': cut, 'get=runs': () => [200, { v: 1, runs: [] }] }, 'log', '-f'],
      ] as const satisfies readonly (readonly [Answers, ...string[]])[]) {
        const { stderr, status } = await asked(answers, ...line);
        expect(stderr).to.match(/^carillon: the answer of http:.* breaks off: /);
        expect(status).to.equal(6);
      }
    });

    it('6 where it is too much, with how long to wait', async () => {
      const many: Answers = {
        'do=run': () => [
          429,
          { v: 1, error: { code: 'too_many', message: 'too many actions' } },
          { 'retry-after': '7' },
        ],
      };
      const { stderr, status } = await asked(many, 'trigger', 'backup');
      expect([stderr, status]).to.deep.equal(['carillon: too many actions\n  try again in 7 s\n', 6]);
    });
  });

  describe('the token', () => {
    const run = (url: string, ...line: readonly string[]) =>
      project.run([...line, '--url', url], { env: { CARILLON_TOKEN: 'secret' } });

    it('goes to this host as a bearer', async () => {
      await using fake = await FakeDashboard.start(READS);
      await run(fake.url, 'status');
      expect(new Set(fake.headers.map(({ authorization }) => authorization))).to.deep.equal(new Set(['Bearer secret']));
    });

    it('never goes over plain http to elsewhere, however it is spelt', async () => {
      for (const host of ['example.com', '10.0.0.7:3000', 'localhost.example.com', '127.0.0.1.example.com', '[::2]']) {
        const { stderr, status } = await run(`http://${host}/jobs`, 'status');
        expect(stderr, host).to.match(/^carillon: CARILLON_TOKEN is not sent over plain http to .*\n {2}use https/);
        expect(status).to.equal(6);
      }
    });

    it('never goes after a redirect to elsewhere, and follows one that stays', async () => {
      await using other = await FakeDashboard.start(READS);
      const away: Answers = { 'get=state': () => [302, '', { location: `${other.url}?get=state` }] };
      await using fake = await FakeDashboard.start({ ...READS, ...away });
      const { stderr, status } = await run(fake.url, 'status');
      expect(stderr).to.match(/redirects to http:\/\/127\.0\.0\.1:\d+\n {2}if that is meant, say --url/);
      expect([status, other.asked]).to.deep.equal([6, []]);

      const slash: Answers = {
        'get=state': query => (query.has('again') ? [200, STATE] : [301, '', { location: '/jobs/?get=state&again=1' }]),
      };
      await using staying = await FakeDashboard.start({ ...READS, ...slash });
      expect((await run(staying.url, 'status')).status).to.equal(0);
    });

    it('is never told, not where no header can hold it', async () => {
      const { stderr, status } = await project.run(['status', '--url', 'http://127.0.0.1:1/'], {
        env: { CARILLON_TOKEN: 'secret\ntwo' },
      });
      expect(stderr).to.match(/^carillon: CARILLON_TOKEN holds what no header can\n/);
      expect([stderr.includes('secret'), status]).to.deep.equal([false, 2]);
    });

    it('is never taken from an address', async () => {
      const { stderr, status } = await run('http://me:secret@127.0.0.1:1/jobs', 'status');
      expect([stderr.includes('secret'), status]).to.deep.equal([false, 2]);
    });
  });
});
