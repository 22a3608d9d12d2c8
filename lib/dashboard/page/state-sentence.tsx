import type { Problem, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { JobLink } from './job-link.js';
import type { Model } from './model.js';
import { zoneOf } from './zone-text.js';

/** How all jobs are, in one sentence, and the two that need a look most. */
export function StateSentence({ model, state }: { readonly model: Model; readonly state: StateReply }) {
  const problems = model.answers.problems?.body?.problems ?? [];
  const worst = problems.filter(({ level, job }) => level !== 'note' && job).slice(0, 2);
  return (
    <div>
      <h1>{state.says.jobs}</h1>
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
        {problems.length === 0 && state.says.runs}
      </p>
    </div>
  );
}

function Worst({ problem, zone }: { readonly problem: Problem; readonly zone: string }) {
  const { job = '', since } = problem;
  return (
    <>
      <JobLink job={job} /> <bdi>{problem.title}</bdi>
      {problem.code === 'failing' && since && (
        <>
          {' since '}
          <Clock at={since} zone={zone} hasSeconds={false} />
        </>
      )}
      {'. '}
    </>
  );
}
