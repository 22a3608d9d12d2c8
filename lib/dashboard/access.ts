import type { Sees } from '../console/console.js';
import type { Can } from './api.js';

/** What a user may see and do, as `authorize` says it. */
export interface Access {
  /** Who it is: shown on the page, kept with what is done. At most 200 characters of it. */
  readonly user?: string;
  /** `operate` is all of run, pause, cancel and skip; of an object only what is `true`. */
  readonly can:
    | 'read'
    | 'operate'
    | {
        readonly run?: boolean;
        readonly pause?: boolean;
        readonly cancel?: boolean;
        readonly skip?: boolean;
        /** Which jobs there are for this user: the others are in no list, no count and no text. */
        jobs?(name: string): boolean;
      };
}

/** An access, read. */
export interface Admitted {
  readonly user: string | undefined;
  readonly can: Can;
  /** `undefined` where all jobs may be seen. */
  readonly sees: Sees | undefined;
}

/** Who may do everything. */
export const OPERATOR: Admitted = {
  user: undefined,
  can: { run: true, pause: true, cancel: true, skip: true },
  sees: undefined,
};

/** Reads what `authorize` gave; `undefined` where it is no access, which admits nobody. */
export function admitted(access: unknown): Admitted | undefined {
  if (typeof access !== 'object' || access === null) return undefined;
  const { user, can } = access as Partial<Access>;
  if (user !== undefined && typeof user !== 'string') return undefined;
  const name = user?.slice(0, MAX_USER);
  if (can === 'operate') return { ...OPERATOR, user: name };
  if (can === 'read') return { user: name, can: NOTHING, sees: undefined };
  if (typeof can !== 'object' || can === null) return undefined;
  const rights = {
    run: can.run === true,
    pause: can.pause === true,
    cancel: can.cancel === true,
    skip: can.skip === true,
  };
  return { user: name, can: rights, sees: can.jobs === undefined ? undefined : job => isSeen(can, job) };
}

const MAX_USER = 200;
const NOTHING: Can = { run: false, pause: false, cancel: false, skip: false };

/** A predicate that throws shows nothing. */
function isSeen(can: Exclude<Access['can'], string>, job: string): boolean {
  try {
    return can.jobs?.(job) === true;
  } catch {
    return false;
  }
}
