import { DueQueue, type Queued } from '../time/due-queue.js';

/** Who asks the gate to be let in. */
export interface GateUser {
  /** Owned by the gate: whether it is inside; its ticket while it waits. */
  ticket: 'none' | 'held' | Ticket;
  /** Those that it may be held up by, all of its job. */
  readonly guard: object;
  /** Whether others of its guard are in its way: once they are, until one of them leaves. */
  readonly isHeldUp: boolean;
  /** Called once when it is let in. */
  admitted(): void;
}

/** The turn of one that waits: after all that are due before it, or came before it where that is equal. */
export interface Ticket extends Queued {
  readonly user: GateUser;
  readonly group: string | undefined;
  readonly queue: Queue;
}

/** What is in the way: a group, or others of its own guard; nothing, if all it lacks is room. */
type Obstacle = string | object | undefined;

/** All that wait for one obstacle to go. Its rank is that of its first. */
class Queue implements Queued {
  dueAt = 0;
  order = 0;
  heapIndex: number | undefined = undefined;
  row: Queued['row'] = undefined;
  readonly tickets = new DueQueue<Ticket>();

  constructor(readonly obstacle: Obstacle) {}
}

/**
 * Lets runs in: at most one of a group at a time, and at most `maxConcurrency` in all. Those that wait are let in in
 * order of their due time, and of their arrival where that is equal; one whose group is busy holds up nobody else.
 *
 * Each waits in the queue of its obstacle. When there is room, the foremost of those that are first in an open queue is
 * looked at: it is let in, or goes over to the queue of another obstacle, or finds its own still there; then its queue
 * is closed until it changes, or one of that group or guard leaves. So each costs O(log n), however many wait.
 */
export class Gate<U extends GateUser> {
  /** Whether everybody has to pass, since room is limited. */
  readonly isNarrow: boolean;
  readonly maxConcurrency: number | undefined;
  readonly #groupHolders = new Map<string, U>();
  /** Those inside, each with its group. */
  readonly #holders = new Map<U, string | undefined>();
  /** The queues in which somebody waits. */
  readonly #queues = new Map<Obstacle, Queue>();
  readonly #openQueues = new DueQueue<Queue>();
  #arrivals = 0;

  constructor(maxConcurrency: number | undefined) {
    this.isNarrow = maxConcurrency !== undefined;
    this.maxConcurrency = maxConcurrency;
  }

  /** Who holds the group. */
  holderOf(group: string): U | undefined {
    return this.#groupHolders.get(group);
  }

  /** Those inside, where there is no room for another; else nobody. */
  get holdersOfRoom(): readonly U[] {
    return this.#isFull() ? [...this.#holders.keys()] : [];
  }

  /** Lets it in now, or when its turn has come: in order of `rank`, when it was due. */
  enter(user: U, rank: number, group: string | undefined): void {
    const obstacle = this.#obstacleOf(user, group);
    if (obstacle === undefined && !this.#isFull()) {
      this.#letIn(user, group);
      return;
    }
    this.#arrivals += 1;
    this.#queue({ user, group, dueAt: rank, order: this.#arrivals }, obstacle);
  }

  /** Gives its place up, whether it is inside, waiting or neither. */
  leave(user: U): void {
    const { ticket } = user;
    user.ticket = 'none';
    if (typeof ticket === 'object') this.#unqueue(ticket);
    if (ticket !== 'held') return;
    const group = this.#holders.get(user);
    this.#holders.delete(user);
    if (group !== undefined) this.#groupHolders.delete(group);
    if (this.#queues.size === 0) return;
    this.#open(this.#queues.get(group));
    this.#open(this.#queues.get(user.guard));
    this.#letInAll();
  }

  /** One of a guard's own has left that did not have to pass here: who was held up by it may come in. */
  freed(guard: object): void {
    if (this.#queues.size === 0) return;
    this.#open(this.#queues.get(guard));
    this.#letInAll();
  }

  #letInAll(): void {
    while (!this.#isFull()) {
      const ticket = this.#openQueues.pop()?.tickets.peek();
      if (ticket === undefined) return;
      const { user, group, queue } = ticket;
      const obstacle = this.#obstacleOf(user, group);
      if (obstacle !== undefined && obstacle === queue.obstacle) continue;
      this.#unqueue(ticket);
      if (obstacle === undefined) this.#letIn(user as U, group);
      else this.#queue(ticket, obstacle);
    }
  }

  #letIn(user: U, group: string | undefined): void {
    user.ticket = 'held';
    this.#holders.set(user, group);
    if (group !== undefined) this.#groupHolders.set(group, user);
    user.admitted();
  }

  #obstacleOf(user: GateUser, group: string | undefined): Obstacle {
    if (group !== undefined && this.#groupHolders.has(group)) return group;
    return user.isHeldUp ? user.guard : undefined;
  }

  #isFull(): boolean {
    return this.maxConcurrency !== undefined && this.#holders.size >= this.maxConcurrency;
  }

  #queue({ user, group, dueAt, order }: Omit<Ticket, 'queue' | 'heapIndex' | 'row'>, obstacle: Obstacle): void {
    const queue = this.#queues.get(obstacle) ?? new Queue(obstacle);
    const ticket: Ticket = { user, group, queue, order, dueAt, heapIndex: undefined, row: undefined };
    user.ticket = ticket;
    queue.tickets.put(ticket, ticket.dueAt);
    this.#queues.set(obstacle, queue);
    this.#open(queue);
  }

  #unqueue(ticket: Ticket): void {
    const { queue } = ticket;
    queue.tickets.remove(ticket);
    if (queue.tickets.size > 0) {
      this.#open(queue);
      return;
    }
    this.#openQueues.remove(queue);
    this.#queues.delete(queue.obstacle);
  }

  /** Also after a change by which nobody may come in: the next look at its first closes it again. */
  #open(queue: Queue | undefined): void {
    const first = queue?.tickets.peek();
    if (queue === undefined || first === undefined) return;
    queue.order = first.order;
    this.#openQueues.put(queue, first.dueAt);
  }
}
