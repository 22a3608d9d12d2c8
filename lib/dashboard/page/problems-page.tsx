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
      <p class="hint">{nothingElse(problems)}</p>
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

/** What was looked for and not found. */
function nothingElse(problems: readonly Problem[]): string {
  const found = new Set(problems.map(({ code }) => code));
  const missing = LOOKED_FOR.filter(([code]) => !found.has(code)).map(([, text]) => text);
  return `Nothing ${problems.length === 0 ? 'is wrong' : 'else'}: ${missing.join(', ')}.`;
}

const LOOKED_FOR: readonly (readonly [Problem['code'], string])[] = [
  ['failing', 'no job that fails again and again'],
  ['slower', 'no job that takes much longer than it did'],
  ['overlap', 'no job that is often still running when it is due'],
  ['due', 'no job that is due and not started'],
  ['neverFires', 'no schedule that never fires'],
  ['unknownZone', 'no zone that is unknown'],
  ['gap', 'no clock change within 14 days that a job meets'],
  ['clockJumped', 'no clock that jumped'],
  ['loopBlocked', 'no loop blocked for more than 250 ms in the last half hour'],
];
