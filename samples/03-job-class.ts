// A job as a class, with what it needs handed to its constructor. A JobFactory makes one for each run, as any container
// of dependencies can; when the run is over it is disposed.
import { Job, type JobClass, Registry, type RunContext, Scheduler } from 'carillon';

class Mailer {
  send(to: string, text: string): void {
    console.log(`to ${to}: ${text}`);
  }
}

class NightlyDigest extends Job {
  readonly #mailer: Mailer;

  constructor(mailer: Mailer) {
    super('NightlyDigest');
    this.#mailer = mailer;
  }

  override execute({ trigger, attempt }: RunContext): void {
    this.#mailer.send('all', `three things happened today (${trigger}, attempt ${attempt})`);
  }

  [Symbol.dispose](): void {
    console.log('disposed');
  }
}

class Jobs extends Registry {
  constructor() {
    super({ zone: 'Europe/Berlin' });
    this.schedule(NightlyDigest).toRunEvery(1).days().at(21, 15).withTimeout({ minutes: 5 });
  }
}

const mailer = new Mailer();
const container = new Map<JobClass, () => Job>([[NightlyDigest, () => new NightlyDigest(mailer)]]);

await using scheduler = new Scheduler(new Jobs(), { jobFactory }).start();
const outcome = await scheduler.get('NightlyDigest')?.trigger();
console.log(outcome?.kind);

function jobFactory(jobClass: JobClass): Job {
  const make = container.get(jobClass);
  if (make === undefined) throw new Error(`nothing makes a ${jobClass.name}`);
  return make();
}

/* prints:
to all: three things happened today (manual, attempt 1)
disposed
succeeded
*/
