import type { Overview } from '../console/overview.js';

/** How all jobs are, and what runs, as the page says it above all. */
export interface StateWords {
  /** `One job is failing, eleven are fine` */
  readonly jobs: string;
  /** `Two of them run now.` */
  readonly runs: string;
}

/** How it goes, in two sentences. */
export function stateWords({ counts, scheduler }: Overview): StateWords {
  const { jobs, failing, running } = counts;
  if (scheduler.state === 'new')
    return { jobs: `Not started: ${jobs === 1 ? '1 job waits' : `${counted(jobs)} jobs wait`} for it`, runs: '' };
  return { jobs: jobsText(jobs, failing), runs: runsText(running) };
}

function jobsText(jobs: number, failing: number): string {
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
