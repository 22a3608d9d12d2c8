import { expect } from 'chai';
import { Mounted } from '../support/dashboard/mounted.js';

describe('a dashboard that is asked from anywhere', () => {
  it('goes by the Origin where a browser says no site', async () => {
    await using open = await Mounted.over({
      authorize: () => ({ can: 'operate' }),
      allowedOrigins: ['https://shop.example'],
    });
    for (const [origin, status] of [
      ['https://evil.example', 403],
      ['null', 403],
      [`http://localhost:${open.port}`, 202],
      [`http://localhost:${open.port + 1}`, 403],
      ['https://shop.example', 202],
      ['https://shop.example.evil', 403],
      [undefined, 202],
    ] as const) {
      expect((await open.act('do=run&job=backup', { headers: { origin } })).status, origin).to.equal(status);
    }
  });

  it('knows its own host also where a proxy says the port that a browser leaves out', async () => {
    await using open = await Mounted.over({ authorize: () => ({ can: 'operate' }) });
    for (const [host, origin, status] of [
      ['shop.example:80', 'http://shop.example', 202],
      ['Shop.example:443', 'https://shop.example', 202],
      ['shop.example', 'https://shop.example', 202],
      ['shop.example:80', 'https://shop.example', 403],
      ['shop.example:8080', 'http://shop.example', 403],
    ] as const) {
      const { status: got } = await open.act('do=run&job=backup', { headers: { host, origin } });
      expect(got, `${host} ${origin}`).to.equal(status);
    }
  });

  it('reads nothing for another site; only the page may be navigated to', async () => {
    await using mounted = await Mounted.over();
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
      for (const query of ['get=state', 'get=events', 'asset=app.js', 'get=health', 'get=metrics']) {
        expect((await mounted.send(query, { headers })).status, query).to.equal(403);
      }
      expect((await mounted.send('', { headers })).status).to.equal(200);
      expect((await mounted.send('', { headers: { ...headers, 'sec-fetch-mode': 'no-cors' } })).status).to.equal(403);
    }
    for (const site of ['none', 'same-origin'])
      expect((await mounted.send('get=state', { headers: { 'sec-fetch-site': site } })).status, site).to.equal(200);
  });
});
