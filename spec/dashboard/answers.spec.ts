import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { JobsReply, ProblemsReply, StateReply } from '../../lib/dashboard/api.js';
import { ASSETS, Mounted } from '../support/dashboard/mounted.js';

describe('an answer of the dashboard', () => {
  it('is not sent twice to who has it, and is another for another question, user or revision', async () => {
    await using mounted = await Mounted.over({
      authorize: asked => ({ user: asked.headers.get('cookie') ?? 'ana', can: 'read' }),
    });
    for (const query of ['get=jobs', 'get=jobs&sort=next', 'get=job&job=backup']) {
      const first = await mounted.send(query);
      const tag = first.headers['etag'] ?? '';
      expect(tag).to.match(/^"e1\.\d+\.[\w-]{12}"$/);
      const again = await mounted.send(query, { headers: { 'if-none-match': tag } });
      expect([again.status, again.body, again.headers['etag']]).to.deep.equal([304, '', tag]);
      const listed = await mounted.send(query, { headers: { 'if-none-match': `"another", W/${tag}` } });
      expect(listed.status).to.equal(304);
      expect((await mounted.send('get=jobs&limit=7', { headers: { 'if-none-match': tag } })).status).to.equal(200);
      const other = await mounted.send(query, { headers: { 'if-none-match': tag, cookie: 'ben' } });
      expect(other.status).to.equal(200);
      mounted.console.put({ name: 'backup' });
      expect((await mounted.send(query, { headers: { 'if-none-match': tag } })).status).to.equal(200);
    }
  });

  it('lists the jobs as they are asked for', async () => {
    await using mounted = await Mounted.over();
    await mounted.send('get=jobs');
    await mounted.send('get=jobs&q=mail&state=failing&sort=next&limit=7&after=backup');
    expect(mounted.console.questions).to.deep.equal([
      { sort: 'attention', limit: 100 },
      { q: 'mail', state: 'failing', sort: 'next', limit: 7, after: 'backup' },
    ]);
  });

  it('says when it was made, and by which clock', async () => {
    await using mounted = await Mounted.over();
    const { nowMs: now } = mounted.console;
    const reply = (await mounted.send('get=jobs')).json<JobsReply>();
    expect(reply).to.include({ v: 1, epoch: 'e1', rev: 3, now, total: 2, matching: 2 });
    const problems = (await mounted.send('get=problems')).json<ProblemsReply>();
    expect(problems).to.deep.include({ v: 1, epoch: 'e1', rev: 3, now, problems: [] });
    // What was looked for is said by the server: a page need not know what that is.
    expect(problems.nothingElse).to.match(/^Nothing is wrong: no job that fails again and again, .*half hour\.$/);
  });

  it('says who asks, what they may do, and what the application calls it', async () => {
    await using mounted = await Mounted.over({
      authorize: () => ({ user: 'ana', can: { run: true } }),
      title: 'The shop <&>',
      environment: { label: 'production' },
      backLink: '/admin',
    });
    const state = (await mounted.send('get=state')).json<StateReply>();
    expect(state).to.deep.include({
      user: 'ana',
      can: { run: true, pause: false, cancel: false, skip: false },
      title: 'The shop <&>',
      environment: { label: 'production', tone: 'quiet' },
      backLink: '/admin',
    });
    const page = await mounted.send('');
    expect(page.body).to.contain('<title>The shop &#60;&#38;&#62; · Carillon</title>');
    expect(page.body.length).to.be.below(1_500);
  });

  it('is a file in the encoding that is asked for, and not sent twice', async () => {
    await using mounted = await Mounted.over();
    const plain = await mounted.send('asset=app.js');
    expect([plain.body, plain.headers['content-encoding']]).to.deep.equal([ASSETS['app.js'], undefined]);
    expect(plain.headers['content-type']).to.equal('text/javascript; charset=utf-8');
    const zipped = await mounted.dashboard.fetch(
      new Request('http://localhost/?asset=app.js', { headers: { 'accept-encoding': 'gzip, br' } }),
      { remoteAddress: '::1' },
    );
    expect(zipped.headers.get('content-encoding')).to.equal('gzip');
    expect(gunzipSync(await zipped.arrayBuffer()).toString()).to.equal(ASSETS['app.js']);
    for (const refused of ['gzip;q=0', 'br, gzip; q=0.0']) {
      const bare = await mounted.send('asset=app.js', { headers: { 'accept-encoding': refused } });
      expect(bare.headers['content-encoding'], refused).to.equal(undefined);
    }
    const again = await mounted.send('asset=app.js', { headers: { 'if-none-match': plain.headers['etag'] } });
    expect([again.status, again.body]).to.deep.equal([304, '']);
  });

  it('has no body to HEAD, and tells of the same', async () => {
    await using mounted = await Mounted.over();
    for (const query of ['get=jobs', 'asset=app.js', 'get=nothing', 'get=health']) {
      const [got, head] = [await mounted.send(query), await mounted.send(query, { method: 'HEAD' })];
      expect([head.status, head.body, head.headers['etag']], query).to.deep.equal([
        got.status,
        '',
        got.headers['etag'],
      ]);
      const asked = new Request(`http://localhost/?${query}`, { method: 'HEAD' });
      const fetched = await mounted.dashboard.fetch(asked, { remoteAddress: '::1' });
      expect([fetched.status, await fetched.text()]).to.deep.equal([got.status, '']);
    }
  });

  it('is a sentence on a page for people, and JSON for programs', async () => {
    await using mounted = await Mounted.over({ authorize: () => false });
    const people = await mounted.send('', { headers: { accept: 'text/html,*/*' } });
    expect(people.headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(people.body).to.contain('<p>you may not see this</p>');
    const program = await mounted.send('');
    expect(program.json()).to.deep.equal({ v: 1, error: { code: 'forbidden', message: 'you may not see this' } });
  });

  it('is 503 where authorize gives a Response that can’t be sent, and the process is told why', async () => {
    const made = new Response('<form>');
    await using mounted = await Mounted.over({ authorize: () => made });
    expect((await mounted.send('')).status).to.equal(200);
    for (const response of [made, Response.error()]) {
      await using other = await Mounted.over({ authorize: () => response });
      expect((await other.send('')).status).to.equal(503);
      expect((await other.dashboard.fetch(new Request('http://shop.example/'))).status).to.equal(503);
      expect(other.surroundings.warnings[0]).to.contain('authorize gave a Response that was sent before');
    }
  });

  it('is 503 where a console can’t answer, and the process is told why', async () => {
    await using mounted = await Mounted.over();
    mounted.console.overview = () => {
      throw new Error('the secret of the database');
    };
    const { status, body, headers } = await mounted.send('get=state');
    expect([status, headers['retry-after']]).to.deep.equal([503, '10']);
    expect(body).not.to.contain('secret');
    expect(mounted.surroundings.warnings.join()).to.contain('the secret of the database');
  });
});
