import type { Problem, ProblemsReply, StateReply } from '../api.js';
import { Clock } from './clock.js';
import { Glyph } from './glyph.js';
import { Heading } from './heading.js';
import { JobLink } from './job-link.js';
import { many } from './length.js';
import { jobHash } from './route.js';
import { type ZoneChoice, zoneOf } from './zone-text.js';

/** What Carillon itself has found, worst first. */
export function ProblemsPage({ reply, state, choice }: ProblemsProps) {
  const { problems } = reply;
  return (
    <>
      <Heading
        title={problems.length === 0 ? 'No problem' : many(problems.length, 'problem')}
        hint="found by Carillon itself; each goes away with its cause"
      />
      <div class="cards">
        {problems.map((problem, index) => (
          <ProblemCard
            key={`${problem.code} ${problem.job ?? index}`}
            problem={problem}
            zone={zoneOf(choice, state.scheduler.zone)}
          />
        ))}
      </div>
      <p class="hint">{reply.nothingElse}</p>
    </>
  );
}

interface ProblemsProps {
  readonly reply: ProblemsReply;
  readonly state: StateReply;
  readonly choice: ZoneChoice;
}

function ProblemCard({ problem, zone }: { readonly problem: Problem; readonly zone: string }) {
  const { job, title, cause, remedy, since } = problem;
  return (
    <article class="panel problem">
      <Glyph kind={problem.level} />
      <h2>
        <span class="vh">{LEVELS[problem.level]}: </span>
        {job && <JobLink job={job} />} <bdi>{title}</bdi>
        {cause && (
          <>
            : <bdi>{cause}</bdi>
          </>
        )}
      </h2>
      <p>
        <bdi>{remedy}</bdi>
      </p>
      <div class="end">
        {since && (
          <span class="soft">
            since <Clock at={since} zone={zone} />
          </span>
        )}
        {job && (
          <a class="button small" href={jobHash(job)} aria-label={`Look at ${job}`}>
            Look
          </a>
        )}
      </div>
    </article>
  );
}

const LEVELS = { bad: 'bad', warn: 'warning', note: 'note' } as const;
