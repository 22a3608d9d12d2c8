import type { Postgres } from '../postgres.js';

/** Kills one session of the farm: the server takes all down for it, and recovers. Without one nothing is done. */
export async function killSession(server: Postgres): Promise<void> {
  const [row] = await server.query(
    `select pid from pg_stat_activity where application_name like 'carillon:%' order by random() limit 1`,
  );
  if (row !== undefined) process.kill(Number(row['pid']), 'SIGKILL');
}
