import { type Farm, pgBoss } from '../../../lib/farm/index.js';
import { type FarmEvent, type Registry, Scheduler } from '../../../lib/index.js';
import { silent } from '../silent.js';
import { type Postgres, sharedPostgres, startPostgres } from './postgres.js';

/** Schedulers in farms on one real PostgreSQL, which are stopped after each spec. */
export interface FarmHosts {
  readonly server: Postgres;
  /** The farm that was begun last. */
  readonly name: string;
  readonly hosts: Scheduler[];
  /** Of the host that was started last. */
  readonly farm: Farm;
  /** What the hosts of this spec have told. */
  readonly events: FarmEvent[];
  /** One more host of that farm; `as` a role other than the owner of the server. */
  start(
    registry: Registry,
    options?: Parameters<typeof pgBoss>[1],
    as?: string,
  ): { readonly host: Scheduler; readonly farm: Farm };
  /** The same registry on several hosts of a farm that no other spec uses; resolves when they are in it. */
  farmOf(
    size: number,
    registryOf: (host: string) => Registry,
    options?: Parameters<typeof pgBoss>[1],
  ): Promise<Scheduler[]>;
}

/**
 * For a `describe`: the server lives as long as that or, for farms of a name of their own, is one that several share,
 * which takes no time to start.
 */
export function farmHosts(sharedName?: string): FarmHosts {
  let server: Postgres | undefined;
  let count = 0;
  const hosts: Scheduler[] = [];
  const events: FarmEvent[] = [];
  let last: Farm | undefined;

  before(async () => {
    server = await (sharedName === undefined ? startPostgres() : sharedPostgres());
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map(host => host.stop({ drain: 200, cancel: 200 })));
    events.length = 0;
  });
  after(() => (sharedName === undefined ? server?.remove() : undefined));

  const farms: FarmHosts = {
    get server() {
      return server as Postgres;
    },
    get name() {
      return `${sharedName ?? 'farm'}${count}`;
    },
    hosts,
    events,
    get farm() {
      return last as Farm;
    },
    start(registry, options = {}, as = 'postgres') {
      const farm = pgBoss(farms.server.url.replace('postgres@', `${as}@`), {
        name: farms.name,
        release: 'v1',
        application: 'spec',
        ...options,
      });
      const host = new Scheduler(registry, { farm, handleSignals: false, logger: silent });
      host.on('farm', event => events.push(event));
      hosts.push(host.start());
      last = farm;
      return { host, farm };
    },
    async farmOf(size, registryOf, options = {}) {
      count += 1;
      const all = Array.from({ length: size }, (_, i) => farms.start(registryOf(`h${i}`), options));
      await Promise.all(all.map(({ farm }) => farm.ready()));
      return all.map(({ host }) => host);
    },
  };
  return farms;
}
