import { harmless } from '../../harmless.js';
import { suggestion } from '../../nearest.js';
import { type Call, type Command, LOADING } from '../command.js';
import { Complaint } from '../complaint.js';
import { EXIT } from '../exit-status.js';
import { ask } from '../load/ask.js';
import { type Core, ownCarillon } from '../load/carillon-copy.js';
import { type ExportedFarm, exportedFarm } from '../load/exported-farm.js';
import { findFile } from '../load/find-file.js';
import { type Definition, loadJobs } from '../load/jobs.js';
import { insteadOfNext } from '../load/phrase.js';
import { remarksOn } from '../load/remarks.js';
import { startsOf } from '../load/starts.js';
import { readZone } from '../load/zone.js';
import { line } from '../shell.js';
import { type Fact, writeFacts } from '../text/facts.js';
import { untilText } from '../text/length.js';
import { type Moments, momentsIn } from '../text/moment.js';
import { isUnmistakable, readerOf } from '../words/reader-of.js';

const USUAL_COUNT = 2;
const MOST = 10_000;

/** `carillon explain`: what a job, cron text or words mean. */
export const explain: Command = {
  name: 'explain',
  takes: 'job|cron|words',
  summary: 'what a job, cron text or words mean: in English, as cron or why none, when next, and what may surprise',
  examples: [
    ['carillon explain backup', 'a job of the registry'],
    ["carillon explain '30 2 * * 1-5'", 'cron text; needs no registry'],
    ["carillon explain 'toRunEvery(2).weeks().on(Friday).at(9)'", 'words; they are read, never run'],
  ],
  least: 1,
  most: 6,
  options: {
    ...LOADING,
    count: { type: 'number', short: 'n', value: 'N', help: `how many starts it shows, ${USUAL_COUNT} if not said` },
    zone: {
      type: 'text',
      short: 'z',
      value: 'Z',
      help: 'the zone of cron text and words, that of this host if not said; of a job that of the times',
    },
  },
  exits: '0, 1 where it makes no sense, or 3 where the registry cannot be loaded',
  async run(call) {
    const count = call.number('count') ?? USUAL_COUNT;
    if (count > MOST) throw new Complaint(`explain shows ${MOST} starts at most, not ${count}`, { code: 'usage' });
    const explained = await explainedBy(call);
    const { shell, isJson } = call;
    const nowMs = shell.now();
    const { file, schedule } = explained;
    const meaning = ask(file ?? '', schedule, () => meaningOf(explained, count, nowMs));
    if (isJson) line(shell.out, JSON.stringify(documentOf(meaning)));
    else writeFacts(shell.out, factsOf(meaning, count, nowMs));
    return EXIT.ok;
  },
};

interface Explained {
  readonly core: Core;
  readonly schedule: Definition['schedule'];
  /** Of a job of the registry, with its module. */
  readonly definition?: Definition;
  readonly file?: string;
  /** Where its module exports one. */
  readonly farm?: ExportedFarm | undefined;
  /** By which times are told, where that is not the zone of the schedule. */
  readonly times?: Moments | undefined;
}

async function explainedBy(call: Call): Promise<Explained> {
  const text = call.names.join(' ').trim();
  const scheduleOf = readerOf(text);
  if (scheduleOf === undefined) return await explainedJob(call, text);
  const { core } = await ownCarillon();
  const { zone } = readZone(core, call.text('zone') ?? 'local', call.shell);
  try {
    return { core, schedule: scheduleOf(core, text, zone) };
  } catch (error) {
    if (isUnmistakable(text)) throw error;
    // A job may have such a name, as 'sync(eu)'. Where there is none, what was typed was meant as it looks.
    return await explainedJob(call, text).catch(() => {
      throw error;
    });
  }
}

async function explainedJob(call: Call, text: string): Promise<Explained> {
  checkThereIsFile(call, text);
  const jobs = await loadJobs(call);
  const definition = jobs.definitions.find(({ schedule }) => schedule.name === text);
  if (definition !== undefined) {
    const { exports, file } = jobs;
    const { core } = jobs.carillon;
    const said = call.text('zone');
    const times = said === undefined ? undefined : readZone(core, said, call.shell);
    return { core, schedule: definition.schedule, definition, file, farm: exportedFarm(exports), times };
  }
  const names = jobs.definitions.map(({ schedule }) => schedule.name);
  const message = `'${harmless(text)}' is no job, no cron text and no words`;
  throw new Complaint(message, { code: 'failed', remedy: `${suggestion(text, names)}carillon list shows the jobs` });
}

/** Who has no jobs, and meant none, is told why they are looked for. */
function checkThereIsFile({ shell, text: said }: Call, text: string): void {
  try {
    findFile(shell.folder, said('file'));
  } catch (cause) {
    if (!(cause instanceof Complaint && cause.code === 'not_loaded')) throw cause;
    const why = `'${harmless(text)}' is no cron text and no words, so it is taken for the name of a job`;
    const remedy = [why, cause.remedy ?? []].flat().join('\n');
    throw new Complaint(cause.message, { code: 'not_loaded', remedy, cause });
  }
}

interface Meaning {
  readonly words: string;
  readonly schedule: Definition['schedule'];
  readonly next: ReturnType<Definition['schedule']['preview']>;
  readonly notes: ReturnType<Core['lint']>;
  readonly times: Moments | undefined;
}

function meaningOf({ core, schedule, definition, farm, times }: Explained, count: number, nowMs: number): Meaning {
  return {
    words: schedule.describe(),
    schedule,
    next: startsOf(schedule, count, nowMs),
    notes: remarksOn(core, [definition ?? schedule], farm, nowMs),
    times,
  };
}

function documentOf({ words, schedule, next, notes }: Meaning): object {
  const cron = schedule.toCron();
  return {
    v: 1,
    words,
    ...('cron' in cron ? cron : { noCron: { reason: cron.reason, message: cron.message } }),
    next: next.map(at => at.toISO()),
    notes: notes.map(({ code, message, remedy, at }) => ({ code, message, remedy, at: at?.toISO() })),
  };
}

function factsOf({ words, schedule, next, notes, times }: Meaning, count: number, nowMs: number): readonly Fact[] {
  const cron = schedule.toCron();
  const moments = times ?? momentsIn(schedule.zone);
  const starts = next.map(at => {
    const ms = at.toMillis();
    return `${moments.text(ms, nowMs)}  in ${untilText(ms - nowMs)}`;
  });
  return [
    { label: 'words', lines: [harmless(words)] },
    { label: 'cron', lines: ['cron' in cron ? cron.cron : `none: ${cron.message}`] },
    ...(count === 0 ? [] : [{ label: 'next', lines: starts.length > 0 ? starts : [insteadOfNext(schedule)] }]),
    ...notes.map(({ message, remedy }) => ({ label: 'note', lines: [message, remedy].map(harmless) })),
  ];
}
