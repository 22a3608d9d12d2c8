import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isLocalHost, isLoopback } from '../../lib/dashboard/local-address.js';
import { listener, Mounted } from '../support/dashboard/mounted.js';

const EVERYTHING = ['', 'asset=app.js', 'get=state', 'get=jobs', 'get=events', 'get=metrics'];

describe('without authorize, the dashboard', () => {
  it('serves this machine', async () => {
    await using mounted = await Mounted.over();
    for (const query of ['', 'asset=app.js', 'get=state', 'get=job&job=backup']) {
      expect((await mounted.send(query)).status, query).to.equal(200);
    }
    expect((await mounted.act('do=run&job=backup')).status).to.equal(202);
  });

  it('refuses a peer that is not this machine, and names the option', async () => {
    await using mounted = await Mounted.over();
    // A Unix socket has no address: whoever is behind it isn't known to be local.
    const path = join(tmpdir(), `carillon-${process.pid}.sock`);
    const server = createServer(listener(mounted.dashboard)).listen(path);
    await once(server, 'listening');
    const got = await overSocket(path);
    server.close();
    expect(got.status).to.equal(403);
    expect(got.body).to.contain('authorize');
    expect(JSON.parse(got.body).error.code).to.equal('not_local');
  });

  it('refuses a mount by fetch that knows no peer', async () => {
    await using mounted = await Mounted.over();
    const page = await mounted.dashboard.fetch(
      new Request('http://localhost/', { headers: { host: 'localhost', accept: 'text/html' } }),
    );
    expect(page.status).to.equal(403);
    expect(await page.text())
      .to.contain('who asks is not known')
      .and.contain('authorize');
    const local = await mounted.dashboard.fetch(new Request('http://localhost/'), { remoteAddress: '127.0.0.1' });
    expect(local.status).to.equal(200);
    // What frameworks pass there besides is no address.
    const other = await mounted.dashboard.fetch(new Request('http://localhost/'), { params: {} });
    expect(other.status).to.equal(403);
  });

  it('refuses another name of this machine, by which a page of elsewhere could speak to it', async () => {
    await using mounted = await Mounted.over();
    for (const host of [
      'evil.example',
      'localhost.evil.example:3000',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'xlocalhost',
    ]) {
      const { status, body } = await mounted.send('get=state', { headers: { host } });
      expect([status, JSON.parse(body).error.code], host).to.deep.equal([403, 'host']);
    }
    expect((await mounted.send('get=state', { headers: { host: undefined } })).status).to.equal(400);
    for (const host of ['localhost', 'shop.localhost:80', '127.0.0.1:9', '127.8.9.1', '[::1]:3000', 'localhost.:80']) {
      expect((await mounted.send('get=state', { headers: { host } })).status, host).to.equal(200);
    }
  });

  it('refuses what came by a proxy', async () => {
    await using mounted = await Mounted.over();
    for (const name of [
      'forwarded',
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-forwarded-anything',
      'x-real-ip',
      'via',
      // What tunnels and delivery networks send besides, or instead.
      ...['x-forwarded', 'x-original-host', 'x-client-ip', 'x-cluster-client-ip', 'x-azure-clientip', 'true-client-ip'],
      ...['cf-connecting-ip', 'cf-ray', 'cdn-loop', 'fly-client-ip', 'x-envoy-external-address', 'x-proxyuser-ip'],
    ]) {
      const { status, body } = await mounted.send('get=state', { headers: { [name]: 'x' } });
      expect([status, JSON.parse(body).error.code], name).to.deep.equal([403, 'forwarded']);
    }
  });

  it('refuses an Origin or a Referer of elsewhere, whatever Sec-Fetch-Site says', async () => {
    await using mounted = await Mounted.over();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { referer: 'https://evil.example/page' },
      { referer: 'https://localhost.evil.example/' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { referer: 'https://evil.example/', 'sec-fetch-site': 'none' },
    ]) {
      for (const query of ['', 'get=state']) {
        const { status, body } = await mounted.send(query, { headers });
        expect([status, JSON.parse(body).error.code], JSON.stringify(headers)).to.deep.equal([403, 'cross_site']);
      }
      expect((await mounted.act('do=run&job=backup', { headers })).status).to.equal(403);
    }
    const followed = { referer: 'https://wiki.example/', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
    expect((await mounted.send('', { headers: { ...followed, 'sec-fetch-dest': 'document' } })).status).to.equal(200);
    expect((await mounted.send('', { headers: { ...followed, 'sec-fetch-dest': 'iframe' } })).status).to.equal(403);
    expect((await mounted.send('get=state', { headers: followed })).status).to.equal(403);
    expect(mounted.console.commands).to.deep.equal([]);
  });

  it('in production answers health only, and warns once, at the mount', async () => {
    await using mounted = await Mounted.over({}, { isProduction: true });
    for (const query of EVERYTHING) expect((await mounted.send(query)).status, query).to.equal(403);
    expect((await mounted.act('do=run&job=backup')).status).to.equal(403);
    expect((await mounted.send('get=health')).json()).to.deep.equal({ v: 1, ok: true, state: 'running' });
    expect((await mounted.send('', { method: 'HEAD' })).status).to.equal(200);
    expect(mounted.surroundings.warnings).to.have.lengthOf(1);
    await using told = await Mounted.over({ local: true }, { isProduction: true });
    expect((await told.send('get=state')).status).to.equal(200);
    expect(told.surroundings.warnings).to.deep.equal([]);
  });
});

describe('with authorize, the dashboard', () => {
  it('refuses what it says false of, throws at or rejects, and tells nothing of the error', async () => {
    const rejecting = async () => {
      throw new Error('the secret of the database');
    };
    for (const authorize of [
      () => false as const,
      () => undefined,
      () => ({ can: 'all' }) as never,
      () => ({ user: 5, can: 'read' }) as never,
      rejecting,
      () => {
        throw new Error('the secret of the database');
      },
    ]) {
      await using mounted = await Mounted.over({ authorize });
      for (const query of EVERYTHING) {
        const { status, body } = await mounted.send(query);
        expect(status, query).to.equal(403);
        expect(body).not.to.contain('secret');
      }
      expect((await mounted.act('do=run&job=backup')).status).to.equal(403);
      expect(mounted.console.commands).to.deep.equal([]);
    }
  });

  it('sends a Response as it is, so that it can be a log-in page', async () => {
    const authorize = () =>
      new Response('<form>', {
        status: 401,
        headers: [
          ['content-type', 'text/html'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['cache-control', 'public, max-age=9'],
          ['www-authenticate', 'Basic realm="shop"'],
        ],
      });
    await using mounted = await Mounted.over({ authorize });
    const { status, body, headers } = await mounted.send('');
    expect([status, body]).to.deep.equal([401, '<form>']);
    expect(headers).to.include({
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'www-authenticate': 'Basic realm="shop"',
      'set-cookie': 'b=2',
    });
    expect(headers).not.to.have.property('content-security-policy');
    const redirect = await Mounted.over({ authorize: () => Response.redirect('http://localhost/login', 303) });
    await using _ = redirect;
    const sent = await redirect.send('get=state');
    expect([sent.status, sent.headers['location']]).to.deep.equal([303, 'http://localhost/login']);
    const fetched = await redirect.dashboard.fetch(new Request('http://shop.example/?get=state'));
    expect([fetched.status, fetched.headers.get('cache-control')]).to.deep.equal([303, 'private, no-store']);
    // What is kept open holds up a server that closes.
    redirect.console.tell({ kind: 'state', state: 'stopping', leftMs: 4_000 });
    const last = await redirect.send('get=state', { headers: { connection: 'keep-alive' } });
    expect([last.status, last.headers['connection']]).to.deep.equal([303, 'close']);
  });

  it('is given the request, its cookies and the peer', async () => {
    const seen: unknown[] = [];
    await using mounted = await Mounted.over({
      authorize(asked, { remoteAddress }) {
        seen.push([asked.method, new URL(asked.url).search, asked.headers.get('cookie'), remoteAddress]);
        return { user: 'ana', can: 'operate' };
      },
    });
    await mounted.act('do=pause&job=backup', { headers: { cookie: 'session=1' }, body: 'never read' });
    expect(seen).to.deep.equal([['POST', '?do=pause&job=backup', 'session=1', '127.0.0.1']]);
    expect(mounted.console.commands).to.deep.equal([{ do: 'pause', job: 'backup', by: 'ana' }]);
  });

  it('answers to the allowed hosts only', async () => {
    await using mounted = await Mounted.over({
      authorize: () => ({ can: 'read' }),
      allowedHosts: ['Shop.example', 'other.example.:8080', '[::1]'],
    });
    for (const host of ['shop.example', 'SHOP.example:8080', 'shop.example.', 'other.example', '[::1]:3000']) {
      expect((await mounted.send('get=state', { headers: { host } })).status, host).to.equal(200);
    }
    const { status, body } = await mounted.send('get=state', { headers: { host: 'evil.example' } });
    expect([status, JSON.parse(body).error.code]).to.deep.equal([403, 'host']);
  });
});

describe('what is local', () => {
  it('is a loopback address, written out', () => {
    for (const address of ['::1', '127.0.0.1', '127.255.1.9', '::ffff:127.0.0.1'])
      expect(isLoopback(address), address).to.equal(true);
    for (const address of ['', '10.0.0.1', '128.0.0.1', '::ffff:10.0.0.1', '127.0.0.1.9', '127.0.0.999', '::2']) {
      expect(isLoopback(address), address).to.equal(false);
    }
  });

  it('is a name that no name server can give to another', () => {
    for (const host of ['localhost', 'LOCALHOST:1', 'a.b.localhost', '[::1]'])
      expect(isLocalHost(host), host).to.equal(true);
    for (const host of [
      '',
      'localhost:x',
      'localhost:80:80',
      'a_.localhost/',
      '127.1',
      '[::2]',
      '.localhost',
      'localhost@evil',
    ]) {
      expect(isLocalHost(host), host).to.equal(false);
    }
  });
});

function overSocket(socketPath: string): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: '/?get=state', headers: { host: 'localhost' } }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', text => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asked.on('error', reject).end();
  });
}
