import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { FakeConsole } from '../support/dashboard/fake-console.js';
import { Mounted } from '../support/dashboard/mounted.js';
import { bytes, head } from '../support/dashboard/raw-http.js';

const ALWAYS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

describe('a request to the dashboard', () => {
  let mounted: Mounted;

  beforeEach(async () => {
    mounted = await Mounted.over();
  });
  afterEach(() => mounted[Symbol.asyncDispose]());

  it('does nothing by POST without the header that no form can send', async () => {
    for (const value of [undefined, '0', 'true']) {
      const { status, body } = await mounted.act('do=run&job=backup', { headers: { 'x-carillon': value } });
      expect([status, JSON.parse(body).error.code]).to.deep.equal([403, 'header']);
    }
    expect(mounted.console.commands).to.deep.equal([]);
  });

  it('does nothing for another site', async () => {
    for (const site of ['cross-site', 'same-site', 'none']) {
      const { status, body } = await mounted.act('do=run&job=backup', { headers: { 'sec-fetch-site': site } });
      expect([status, JSON.parse(body).error.code], site).to.deep.equal([403, 'cross_site']);
    }
    expect((await mounted.act('do=run&job=backup', { headers: { 'sec-fetch-site': 'same-origin' } })).status).to.equal(
      202,
    );
    expect(mounted.console.commands).to.have.lengthOf(1);
  });

  it('asks for the timeline of a job whose name looks like a list, too', async () => {
    const names = ['[nightly] backup', '["digest"]'];
    await using open = await Mounted.over({}, { console: new FakeConsole(...names) });
    for (const name of names) {
      expect((await open.send(`get=timeline&job=${encodeURIComponent(name)}`)).status, name).to.equal(200);
    }
    expect((await open.send('get=timeline&job=[hourly]')).status).to.equal(400);
  });

  it('does nothing by GET, knows no other methods, and says nothing to other origins', async () => {
    const byGet = await mounted.send('do=run&job=backup');
    expect([byGet.status, byGet.headers['allow']]).to.deep.equal([405, 'POST']);
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const { status, headers } = await mounted.send('get=state', {
        method,
        headers: { origin: `http://localhost:${mounted.port}`, 'access-control-request-method': 'POST' },
      });
      expect([status, headers['allow']], method).to.deep.equal([405, 'GET, HEAD, POST']);
      expect(Object.keys(headers).filter(name => name.startsWith('access-control'))).to.deep.equal([]);
    }
    expect((await mounted.act('get=state')).status).to.equal(405);
    expect((await mounted.act('')).status).to.equal(405);
    expect((await mounted.send('get=events', { method: 'HEAD' })).status).to.equal(405);
    expect(mounted.console.commands).to.deep.equal([]);
  });

  it("finds nothing of Object's own, and no file", async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '']) {
      expect((await mounted.act(`do=${name}&job=backup`)).status, `do ${name}`).to.equal(404);
      expect((await mounted.send(`get=${name}`)).status, `get ${name}`).to.equal(404);
      expect((await mounted.send(`asset=${name}`)).status, `asset ${name}`).to.equal(404);
      expect((await mounted.send(`get=job&job=${name || 'x'}`)).status, `job ${name}`).to.equal(404);
    }
    for (const path of ['../../etc/passwd', '%2e%2e%2fpackage.json', 'app.js%00', './app.js']) {
      expect((await mounted.send(`asset=${path}`)).status, path).to.equal(404);
    }
    expect(mounted.console.commands).to.deep.equal([]);
  });

  it('says no parameter twice, and none that is not known', async () => {
    for (const query of [
      'x=1',
      'get=jobs&get=jobs',
      'get=jobs&limit=1&limit=1',
      'get=jobs&job=backup',
      'get=state&x',
      'asset=app.js&x=1',
      'get=jobs&limit=0',
      'get=jobs&limit=501',
      'get=jobs&limit=1e2',
      'get=jobs&limit=-1',
      'get=jobs&sort=worst',
      'get=jobs&state=constructor',
      ...['get=job', 'get=job&job='],
      'get=runs&outcome=toString',
      ...['get=job&job=%ff', 'get=job&job=%zz'],
      '?get=jobs',
      'get=health&x=1',
    ]) {
      expect((await mounted.send(query)).status, query).to.equal(400);
    }
    for (const query of [
      'do=run',
      'do=run&job=backup&until=9',
      'do=run&job=backup&job=digest',
      'do=pauseAll&job=backup',
    ]) {
      expect((await mounted.act(query)).status, query).to.equal(400);
    }
  });

  it('is of a bounded length, and a reason is plain text', async () => {
    const ofLength = (length: number) => mounted.send('get=jobs&q='.padEnd(length - '/?'.length, 'x'));
    expect([(await ofLength(4_096)).status, (await ofLength(4_097)).status]).to.deep.equal([400, 414]);
    expect((await mounted.act(`do=pause&job=backup&reason=${'x'.repeat(201)}`)).status).to.equal(400);
    const reason = encodeURIComponent('vendor\u202e out\u0007age\u001b[31m\n\r see \u2066INC-2231');
    expect((await mounted.act(`do=pause&job=backup&reason=${reason}`)).status).to.equal(202);
    expect(mounted.console.commands).to.deep.equal([
      { do: 'pause', job: 'backup', reason: 'vendor outage see INC-2231' },
    ]);
  });

  it('is answered without its body, whatever that is', async () => {
    const long = 'x'.repeat(200_000);
    const gzip = gzipSync(Buffer.alloc(10_000_000));
    for (const [body, headers] of [
      [long, { 'content-length': `${long.length}`, 'content-type': 'application/json' }],
      [gzip, { 'content-length': `${gzip.length}`, 'content-encoding': 'gzip' }],
      ['', { 'content-length': '99999999999' }],
      ['5\r\nhello\r\n', { 'transfer-encoding': 'chunked' }],
    ] as const) {
      const { status } = await mounted.act('do=run&job=backup', {
        headers: { ...headers, connection: 'keep-alive, close' },
        body,
      });
      expect(status).to.equal(202);
    }
    // Kept alive by the client, and still not waited for.
    const endless = head(mounted.port, '/?do=run&job=backup', {
      method: 'POST',
      headers: { 'x-carillon': '1', 'transfer-encoding': 'chunked', connection: 'keep-alive' },
    });
    expect((await bytes(mounted.port, endless, '5\r\nhello\r\n')).status).to.equal(202);
    expect(mounted.console.commands).to.have.lengthOf(5);
  });

  it('is refused where it is malformed, and the process lives', async () => {
    for (const host of ['a b', 'evil<x>', 'localhost/../x', 'localhost:port', '']) {
      expect((await mounted.send('get=state', { headers: { host } })).status, host).to.equal(400);
    }
    expect((await mounted.send('get=state', { headers: { host: ['localhost', 'evil.example'] } })).status).to.equal(
      400,
    );
    for (const text of [
      'GET / HTTP/1.1\r\nhost: localhost\r\nx\u0000y: 1\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: localhost\r\nno colon\r\n\r\n',
      'NONSENSE\r\n\r\n',
      'GET /?get=state HTTP/1.0\r\n\r\n',
    ]) {
      expect((await bytes(mounted.port, text)).status, text).to.equal(400);
    }
    const old = await bytes(mounted.port, 'GET /?get=health HTTP/1.0\r\nhost: localhost\r\n\r\n');
    expect([old.status, old.headers['connection']]).to.deep.equal([200, 'close']);
    // An address that names its host goes before the header, by RFC 9112: a name of elsewhere is one of elsewhere.
    const to = (host: string) =>
      `GET http://${host}/?get=state HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;
    expect((await bytes(mounted.port, to('localhost'))).status).to.equal(200);
    expect((await bytes(mounted.port, to('evil.example'))).status).to.equal(403);
    expect((await mounted.send('get=state')).status).to.equal(200);
  });

  it('is answered under a policy that lets nothing in', async () => {
    for (const query of [
      '',
      'get=state',
      'get=jobs',
      'get=nothing',
      'asset=app.js',
      'get=metrics',
      'get=health',
      'x=1',
    ]) {
      const { headers } = await mounted.send(query);
      expect(headers, query).to.include(ALWAYS);
      expect(headers['vary']).to.contain('cookie, authorization');
      expect(headers['cache-control']).to.match(query === 'asset=app.js' ? /private/ : /^private, no-store$/);
    }
    expect((await mounted.act('do=run&job=backup')).headers).to.include({
      ...ALWAYS,
      'cache-control': 'private, no-store',
    });
  });

  it('gets a page that has nothing of its own to run, loads from here alone and sets no cookie', async () => {
    const { body, headers } = await mounted.send('');
    expect(body).not.to.match(/<style|style=|\son\w+=|<script[^>]*>[^<]|https?:|\/\//);
    expect(headers).not.to.have.property('set-cookie');
    const links = [...body.matchAll(/(?:href|src)="([^"]*)"/g)].map(match => match[1]?.replaceAll('&#38;', '&'));
    expect(links).to.have.lengthOf(4);
    for (const link of links.filter(found => found?.includes('asset'))) {
      const file = await mounted.send(link?.slice(1) ?? '');
      expect([file.status, file.headers['cache-control']]).to.deep.equal([200, 'private, max-age=31536000, immutable']);
      const changed = await mounted.send(`${link?.slice(1)}x`);
      expect([changed.status, changed.headers['cache-control']]).to.deep.equal([200, 'private, no-cache']);
    }
  });

  it('asks for a time within bounds, before anything is worked out', async () => {
    const far = 253_402_300_800_000;
    for (const query of [
      `get=why&job=backup&at=${far * 2}`,
      'get=why&job=backup&at=yesterday',
      'get=why&job=backup',
      `get=timeline&from=0&to=${far}`,
      `get=timeline&from=${mounted.console.nowMs}&to=${mounted.console.nowMs + 32 * 86_400_000}`,
      `get=timeline&from=${mounted.console.nowMs}&to=${mounted.console.nowMs}`,
      'get=timeline&width=99999',
      `get=timeline&job=${encodeURIComponent(JSON.stringify(Array(101).fill('backup')))}`,
      'get=timeline&job=[1]',
    ]) {
      expect((await mounted.send(query)).status, query).to.equal(400);
    }
    for (const until of [mounted.console.nowMs - 1, far]) {
      const { status, body } = await mounted.act(`do=pause&job=backup&until=${until}`);
      expect([status, JSON.parse(body).error.message]).to.deep.equal([
        400,
        'until must lie in the future, and within ten years',
      ]);
    }
  });
});
