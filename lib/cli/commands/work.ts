import { type Call, type Command, LOADING } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { type DashboardServer, serveDashboard } from '../host/dashboard-server.js';
import { serveHealth } from '../host/health-server.js';
import { leaveNow } from '../host/interrupt.js';
import type { Listening } from '../host/listening.js';
import { onUnheard } from '../host/streams.js';
import { survivors } from '../host/survivors.js';
import { later, stayingAlive } from '../host/timers.js';
import { saidFarm } from '../load/exported-farm.js';
import { type Jobs, loadJobs } from '../load/jobs.js';
import { WorkerLog } from '../runs/worker-log.js';
import { line } from '../shell.js';
import { counted } from '../text/count.js';
import { messageOf } from '../text/failure.js';

/** After a clean stop, what still keeps the process alive then is named. */
const LINGER_MS = 1000;

/** Where the dashboard is, if no port is said. */
const USUAL_PORT = 3000;
const LAST_PORT = 65_535;

/** `carillon work`: the worker process. */
export const work: Command = {
  name: 'work',
  takes: '',
  summary: 'runs all jobs on time, until Ctrl-C',
  examples: [
    ['carillon work', 'of the registry in jobs.ts, in its farm where the module exports one'],
    ['carillon work --health 8080', 'answers a kubelet there'],
    ['carillon work --dashboard', `with its dashboard at http://127.0.0.1:${USUAL_PORT}/`],
  ],
  least: 0,
  most: 0,
  options: {
    ...LOADING,
    health: { type: 'number', value: 'PORT', help: 'says ok and state there, on all interfaces' },
    dashboard: { type: 'number', isBare: true, value: 'PORT', help: 'serves the dashboard there, to this host alone' },
    json: { type: 'flag', help: 'a JSON document a line for each run that begins or ends' },
  },
  exits:
    'that of the signal (130, 143), 1 where a run was abandoned, a port is taken or something still kept the process alive, or 3 where the registry cannot be loaded',
  async run(call) {
    const jobs = await loadJobs(call);
    // What jobs print is no document.
    if (!call.isJson) jobs.mayPrint();
    const { shell } = call;
    const scheduler = schedulerOf(jobs);
    const log = new WorkerLog(shell, jobs.registry.zone, call.isJson);
    scheduler.on('started', start => log.started(start));
    scheduler.on('ended', record => log.ended(record));
    // What is heard is not printed by the scheduler, too: the log tells it.
    scheduler.on('failed', () => {});
    // It tells of the farm as well, and also that its database is back.
    scheduler.on('farm', happening => log.farm(happening));
    let state = 'running';
    const health = await healthOf(call, () => state);
    scheduler.on('stopping', () => {
      state = 'stopping';
    });
    const stopped = new Promise<StopReport>(resolve => {
      scheduler.on('stopped', resolve);
    });
    const dashboard = await dashboardOf(call, jobs, scheduler);
    // A worker whose log nobody reads, or no disk holds any more, still owes its runs a clean stop. One that stops already
    // has been asked to by who ends it: Ctrl-C reaches the reader, too.
    onUnheard(status => {
      if (state === 'running') void scheduler.stop().then(() => leaveNow(status));
    });
    scheduler.start();
    // Its jobs may only wait to be asked for, by its dashboard, or be over: who is to end it is its user.
    const mayEnd = stayingAlive();
    if (!call.isJson) line(shell.err, `${counted(jobs.definitions.length, 'job')} of ${jobs.file}; Ctrl-C stops`);
    const report = await stopped;
    mayEnd();
    health?.close();
    dashboard?.close();
    if (!call.isJson) line(shell.err, reportText(report));
    // A signal ends the process with its own status; what else ended the scheduler leaves it to come to its end.
    return await lingering(call);
  },
};

type Scheduler = InstanceType<Jobs['carillon']['core']['Scheduler']>;
type StopReport = Awaited<ReturnType<Scheduler['stop']>>;

function schedulerOf({ carillon, registry, exports, file }: Jobs): Scheduler {
  const farm = saidFarm(exports);
  try {
    const options: object = farm === undefined ? {} : { farm };
    return new carillon.core.Scheduler(registry, options);
  } catch (cause) {
    throw new Complaint(`${file}: ${messageOf(cause)}`, { code: 'not_loaded', cause });
  }
}

async function healthOf(call: Call, state: () => string): Promise<Listening | undefined> {
  const port = portOf(call, 'health');
  if (port === undefined) return undefined;
  const server = await serveHealth(port, state).catch(error => portRefused(port, error));
  if (!call.isJson) line(call.shell.err, `health at port ${server.port}`);
  return server;
}

async function dashboardOf(call: Call, { carillon }: Jobs, scheduler: Scheduler): Promise<DashboardServer | undefined> {
  const said = call.text('dashboard');
  if (said === undefined) return undefined;
  const port = said === '' ? USUAL_PORT : (portOf(call, 'dashboard') ?? USUAL_PORT);
  const { dashboard } = await carillon.dashboard().catch(cause => {
    throw new Complaint(`there is no dashboard: ${(cause as Error).message}`, { code: 'failed', cause });
  });
  const server = await serveDashboard(port, dashboard(scheduler, { local: true })).catch(error =>
    portRefused(port, error),
  );
  if (!call.isJson) line(call.shell.err, `dashboard at ${server.url}`);
  return server;
}

function portOf(call: Call, option: string): number | undefined {
  const port = call.number(option);
  if (port === undefined || port <= LAST_PORT) return port;
  throw new Complaint(`--${option} takes a port, 0 to ${LAST_PORT}, not ${port}`, { code: 'usage' });
}

function portRefused(port: number, cause: unknown): never {
  const remedy = 'name another, or end what listens there';
  throw new Complaint(`port ${port} can't be had: ${(cause as Error).message}`, { code: 'failed', remedy, cause });
}

function reportText({ finished, cancelled, abandoned, handedOver, tookMs }: StopReport): string {
  const counts = [
    [finished, 'finished'],
    [cancelled, 'cancelled'],
    [abandoned, 'abandoned'],
    [handedOver, 'handed over'],
  ] as const;
  const text = counts.flatMap(([list, what]) => (list === undefined ? [] : `${list.length} ${what}`)).join(', ');
  return `stopped after ${Math.round(tookMs)} ms: ${text}`;
}

/** Never resolves where the process comes to its end by itself, or by a signal. */
function lingering({ shell }: Call): Promise<never> {
  return new Promise<never>(() => {
    later(LINGER_MS, () => {
      const names = survivors();
      line(
        shell.err,
        `carillon: all is stopped, and ${names.join(', ') || 'something'} still keeps this process alive`,
      );
      line(shell.err, '  close it in a hook, or when a stop begins');
      leaveNow(EXIT.failed);
    });
  });
}
