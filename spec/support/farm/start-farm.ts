import { fork } from 'node:child_process';
import { startPostgres } from './postgres.js';

// The shop on three hosts: npm run start:farm. Uses DATABASE_URL, or starts a PostgreSQL for itself.

const given = process.env['DATABASE_URL'];
const server = given === undefined ? await startPostgres() : undefined;
const url = given ?? server?.url;
const hosts = [3_001, 3_002, 3_003].map(port =>
  fork('dist/samples/farm/shop-host.js', { env: { ...process.env, DATABASE_URL: url, PORT: String(port) } }),
);
for (const [i, { pid }] of hosts.entries()) console.log(`http://localhost:${3_001 + i} is process ${pid}`);
console.log('http://localhost:3001/jobs shows what all of them do, and so does /jobs of the others');
console.log('kill one of them by kill -9, and watch the others; press Ctrl-C to stop all');

let left = hosts.length;
for (const host of hosts) {
  host.once('exit', () => {
    left -= 1;
    if (left === 0) void server?.remove().then(() => process.exit(0));
  });
}
// They get the signal, too, and stop by themselves.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {
  for (const host of hosts) host.kill('SIGTERM');
});
