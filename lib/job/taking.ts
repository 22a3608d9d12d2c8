import { DataRefusedError, isError, ScheduleError, shown } from '../errors.js';
import { isThenable, promiseOf } from '../thenable.js';
import type { JobDefinition } from './definition.js';
import { isJob, type Work } from './job.js';
import type { SchemaIssue, SchemaResult } from './standard-schema.js';

/** The issues that an error names. */
const MOST_NAMED = 3;

/** What work says of the data that it takes, by static members of its class or properties of its function. */
interface DataWords {
  readonly dataVersion?: unknown;
  readonly upgrade?: unknown;
}

/** The version of the data that a job takes: the `dataVersion` of its work, or 1. @throws ScheduleError for no whole number */
export function dataVersionOf({ work, schedule }: JobDefinition): number {
  const { dataVersion = 1 } = wordsOf(work);
  if (Number.isSafeInteger(dataVersion) && (dataVersion as number) >= 1) return dataVersion as number;
  throw new ScheduleError(
    `job '${schedule.name}': dataVersion must be a whole number from 1 on, not ${shown(dataVersion)}`,
  );
}

/**
 * What a job is given of data of a version: brought up to the job's own by its `upgrade`, and the output of its schema.
 * At once where the schema answers at once.
 *
 * @throws DataRefusedError for what does not pass; rejects with it where the schema answers later
 */
export function takeData(definition: JobDefinition, data: unknown, version?: number): unknown {
  const { schedule, work, taking } = definition;
  const { name } = schedule;
  const own = dataVersionOf(definition);
  const upgraded = version === undefined || version >= own ? data : upgrade(name, work, data, version);
  if (taking === undefined) return upgraded;
  const result = contained(name, () => {
    const said = taking['~standard'].validate(upgraded);
    return isThenable(said) ? promiseOf(said) : said;
  });
  return result instanceof Promise
    ? result.then(
        said => outputOf(name, said),
        cause => refuse(name, 'its schema threw', cause),
      )
    : outputOf(name, result);
}

function upgrade(name: string, work: Work, data: unknown, version: number): unknown {
  const said = wordsOf(work);
  if (typeof said.upgrade !== 'function') {
    return refuse(name, `it is of version ${version}, and the job has no static upgrade(data, version)`);
  }
  return contained(name, () => Reflect.apply(said.upgrade as () => unknown, said, [data, version]));
}

function outputOf(name: string, result: SchemaResult): unknown {
  if (result.issues === undefined) return result.value;
  return refuse(name, result.issues.slice(0, MOST_NAMED).map(issueText).join('; '));
}

function issueText({ message, path = [] }: SchemaIssue): string {
  const at = path.map(part => String(typeof part === 'object' ? part.key : part)).join('.');
  return at === '' ? message : `at '${at}', ${message}`;
}

function contained<Value>(name: string, ask: () => Value): Value {
  try {
    return ask();
  } catch (cause) {
    return refuse(name, isError(cause) ? cause.message : shown(cause), cause);
  }
}

function refuse(name: string, why: string, cause?: unknown): never {
  throw new DataRefusedError(name, why, cause === undefined ? {} : { cause });
}

function wordsOf(work: Work): DataWords {
  return (isJob(work) ? work.constructor : work) as DataWords;
}
