import type { Overview } from '../console/overview.js';

/** How all jobs are, what runs, and what there is to know of the scheduler, as the page says it. */
export interface StateWords {
  /** `One job is failing, eleven are fine` */
  readonly jobs: string;
  /** `Two of them run now.` */
  readonly runs: string;
  /** `What is paused here is kept, for all hosts.` */
  readonly pauses: string;
  /** Why nothing starts, where that is so for all: `This scheduler has been stopped: nothing starts.` */
  readonly rests?: string;
}

/** How it goes, in a few sentences. */
export function stateWords({ counts, scheduler }: Overview): StateWords {
  const { jobs, failing, running } = counts;
  const pauses = `What is paused here is ${scheduler.keeps ? 'kept, for all hosts' : 'paused until the process restarts'}.`;
  switch (scheduler.state) {
    case 'new': {
      const waiting = jobs === 1 ? '1 job waits' : `${counted(jobs)} jobs wait`;
      const rests = 'This scheduler has not been started: until it is, nothing is planned.';
      return { jobs: `Not started: ${waiting} for it`, runs: '', pauses, rests };
    }
    case 'stopped': {
      const rests = 'This scheduler has been stopped: nothing starts.';
      return { jobs: jobsText(jobs, failing), runs: runsText(running), pauses, rests };
    }
    default:
      return { jobs: jobsText(jobs, failing), runs: runsText(running), pauses };
  }
}

function jobsText(jobs: number, failing: number): string {
  if (jobs === 0) return 'There is no job';
  if (failing === 0) return jobs === 1 ? 'The one job is fine' : `All ${inWords(jobs)} jobs are fine`;
  const bad = failing === 1 ? 'One job is failing' : `${capital(inWords(failing))} jobs are failing`;
  const fine = jobs - failing;
  if (fine === 0) return bad;
  return `${bad}, ${inWords(fine)} ${fine === 1 ? 'is' : 'are'} fine`;
}

function runsText(running: number): string {
  if (running === 0) return 'Nothing runs now.';
  return running === 1 ? 'One of them runs now.' : `${capital(inWords(running))} of them run now.`;
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function inWords(count: number): string {
  return WORDS[count] ?? counted(count);
}

function counted(count: number): string {
  return count.toLocaleString('en');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
