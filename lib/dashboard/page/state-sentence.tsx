import type { Problem, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { JobLink } from './job-link.js';
import { many } from './length.js';
import type { Model } from './model.js';
import { zoneOf } from './zone-text.js';

/** How all jobs are, in one sentence, and the two that need a look most. */
export function StateSentence({ model, state }: { readonly model: Model; readonly state: StateReply }) {
  const problems = model.answers.problems?.body?.problems ?? [];
  const worst = problems.filter(({ level, job }) => level !== 'note' && job !== undefined).slice(0, 2);
  return (
    <div>
      <h1>{sentence(state)}</h1>
      <p>
        {worst.map(problem => (
          <Worst
            key={`${problem.code} ${problem.job}`}
            problem={problem}
            zone={zoneOf(model.zone, state.scheduler.zone)}
          />
        ))}
        {problems.length > 0 && (
          <a href="#/problems">{problems.length === 1 ? 'The one problem' : `All ${problems.length} problems`}</a>
        )}
        {problems.length === 0 && whatRuns(state)}
      </p>
    </div>
  );
}

/** `One job is failing, eleven are fine`, as it stands above all. */
export function sentence({ counts, scheduler }: StateReply): string {
  const { jobs, failing } = counts;
  const fine = jobs - failing;
  if (scheduler.state === 'new') return `Not started: ${many(jobs, 'job')} ${jobs === 1 ? 'waits' : 'wait'} for it`;
  if (failing === 0) return jobs === 1 ? 'The one job is fine' : `All ${inWords(jobs)} jobs are fine`;
  const bad = failing === 1 ? 'One job is failing' : `${capital(inWords(failing))} jobs are failing`;
  if (fine === 0) return bad;
  return `${bad}, ${inWords(fine)} ${fine === 1 ? 'is' : 'are'} fine`;
}

function Worst({ problem, zone }: { readonly problem: Problem; readonly zone: string }) {
  const { job = '', since } = problem;
  return (
    <>
      <JobLink job={job} /> <bdi>{problem.title}</bdi>
      {problem.code === 'failing' && since && (
        <>
          {' since '}
          <Clock at={since} zone={zone} seconds={false} />
        </>
      )}
      {'. '}
    </>
  );
}

function whatRuns({ counts }: StateReply): string {
  if (counts.running === 0) return 'Nothing runs now.';
  return counts.running === 1 ? 'One of them runs now.' : `${capital(inWords(counts.running))} of them run now.`;
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function inWords(count: number): string {
  return WORDS[count] ?? count.toLocaleString('en');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
