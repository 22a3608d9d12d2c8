/** The statuses of what is not answered. */
export type RefusedStatus = 400 | 401 | 403 | 404 | 405 | 409 | 414 | 429 | 503;

/** Why a request is not answered: what the reply to it says. It never leaves the dashboard. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: RefusedStatus,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A request that says something impossible. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, 'bad_request', message);
}

/** What is asked for is not there, or may not be seen. */
export function notFound(what: string): Refusal {
  return new Refusal(404, 'not_found', what);
}

/** Said of a job that is not there as of one that may not be seen. */
export function noJob(): Refusal {
  return notFound('there is no such job: it may have been renamed or removed by a deploy');
}

/** The same, of a run. */
export function noRun(): Refusal {
  return notFound('there is no such run, or it is no longer kept');
}
