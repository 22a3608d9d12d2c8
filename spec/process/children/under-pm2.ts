import { promisify } from 'node:util';
import pm2 from 'pm2';
import { pathOf } from '../child.js';
import { say } from './work.js';

/**
 * pm2 without its daemon, which starts the supervised process in its fork or its cluster mode, and stops it by the message
 * or by its signal. It prints what that process printed, and how it ended.
 */
const [mode, how] = process.argv.slice(2);
const call = promisify;

await call(pm2.connect.bind(pm2) as (noDaemon: boolean, done: (error: Error | null) => void) => void)(true);
const bus = await new Promise<Bus>((resolve, reject) => {
  pm2.launchBus((error: Error | null, opened: Bus) => (error ? reject(error) : resolve(opened)));
});
const ready = new Promise<void>(resolve => {
  bus.on('log:out', ({ data }) => {
    for (const line of String(data).trim().split('\n')) say(`out: ${line}`);
    if (String(data).includes('ready')) resolve();
  });
});
bus.on('log:err', ({ data }) => say(`err: ${String(data).trim()}`));

await new Promise<void>((resolve, reject) => {
  pm2.start(
    {
      script: pathOf('supervised'),
      name: 'supervised',
      exec_mode: mode as 'fork' | 'cluster',
      instances: 1,
      autorestart: false,
      kill_timeout: 10_000,
      shutdown_with_message: how === 'message',
    } as pm2.StartOptions,
    error => (error ? reject(error) : resolve()),
  );
});
await ready;
const stoppedAtMs = Date.now();
await new Promise<void>(resolve => {
  pm2.stop('supervised', () => resolve());
});
say(Date.now() - stoppedAtMs < 5000 ? 'stopped in time' : 'stopped late');
process.exit(0);

interface Bus {
  on(event: string, listener: (about: { readonly data: unknown }) => void): void;
}
