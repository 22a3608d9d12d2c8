import type { JobView } from '../api.js';
import { length } from './length.js';

/** The rules of a job in words: those that have a name beside it, and those that are sentences. */
export function Rules({ job }: { readonly job: JobView }) {
  const named = job.rules.flatMap(rule => {
    const [name = '', text] = rule.split(/: (.*)/s);
    return text === undefined ? [] : [[name, text] as const];
  });
  const sentences = job.rules.filter(rule => !rule.includes(': '));
  return (
    <section class="panel" aria-label="Rules">
      <header>
        <h2>Rules</h2>
        {job.source !== undefined && (
          <span class="soft end">
            <code>{job.source}</code>
          </span>
        )}
      </header>
      {sentences.length > 0 && (
        <ul class="sentences">
          {sentences.map(rule => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
      <dl class="pairs">
        {named.map(([name, text]) => (
          <Pair key={name} name={name} text={text} />
        ))}
        <Pair name="Timeout" text={job.timeoutMs === undefined ? 'none' : length(job.timeoutMs)} />
        <Pair name="Group" text={job.group ?? 'none'} />
        <Pair name="As cron text" text={job.cron ?? job.noCron ?? 'can’t be said'} />
      </dl>
    </section>
  );
}

function Pair({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </>
  );
}
