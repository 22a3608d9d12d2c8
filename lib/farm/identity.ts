import { createHash } from 'node:crypto';

/** The namespace of all ids of a farm. It never changes: an id that changes runs work again. */
const NAMESPACE = Buffer.from('6f8a1c520f4e5b7e9c3d2a1b4e7d9c10', 'hex');

/** What an id stands for, each with a set of ids of its own. */
type IdentityKind = 'occurrence' | 'missed' | 'ask';

/** The id of an occurrence: every host that offers it offers the same, so the primary key lets it in once. */
export function occurrenceId(farm: string, name: string, occurrenceMs: number): string {
  return idOf('occurrence', farm, name, occurrenceMs);
}

/** The id of the record of what was missed, from its first occurrence on. */
export function missedId(farm: string, name: string, firstMs: number): string {
  return idOf('missed', farm, name, firstMs);
}

/** The id of what was asked for under a key: a second ask of that key finds the first. */
export function askId(farm: string, name: string, key: string): string {
  return idOf('ask', farm, name, key);
}

/** Between a farm and a job in the name of that job's place, for the statement that makes it of each job. */
export const JOB_PLACE = '/job/';

/** The place of a job, which one run has at a time. */
export function jobPlace(farm: string, name: string): string {
  return `${farm}${JOB_PLACE}${name}`;
}

/** The queue of what is due by a schedule, or was triggered. A job's name is never part of a queue name. */
export function dueQueue(farm: string): string {
  return `${farm}.due`;
}

/** The queue of what was asked for of one job. */
export function askQueue(farm: string, name: string): string {
  return `${askQueues(farm)}${digestOf(name).slice(0, 24)}`;
}

/** How the queues of all that was asked for begin. */
export function askQueues(farm: string): string {
  return `${farm}.ask.`;
}

/** Whether a queue is of what was asked for. The name of a farm has no dot. */
export function isAskQueue(queue: string): boolean {
  return queue.includes('.ask.');
}

/** The channel on which hosts of a farm tell each other to look. Short enough for PostgreSQL's 63 bytes. */
export function channelOf(schema: string, farm: string): string {
  return `carillon_${digestOf(`${schema}\n${farm}`).slice(0, 24)}`;
}

/** A digest of a text, as lower-case hex: to compare words, not to keep secrets. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** uuidv5 over the JSON of kind, farm, name and what tells one from the next, in one fixed namespace. */
function idOf(kind: IdentityKind, farm: string, name: string, which: number | string): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([kind, farm, name, which]))
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
