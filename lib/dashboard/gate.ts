import { type Admitted, admitted, OPERATOR } from './access.js';
import type { Call } from './call.js';
import { isLoopback } from './local-address.js';
import type { DashboardOptions } from './options.js';
import { type Aim, checkHost, checkLocal, checkSite, hostOfCall } from './origin-rules.js';
import { Refusal } from './refusal.js';

/** Who comes in, or the Response that `authorize` sends them away with. */
export type Admission = Admitted | Response;

/** Who may come in. Everything is refused that is not allowed by a rule. */
export class Gate {
  /** Whether nobody is let in, for want of options: in production a proxy beside us would make the world look local. */
  readonly isShut: boolean;
  readonly #options: DashboardOptions;

  constructor(options: DashboardOptions, isProduction: boolean) {
    this.#options = options;
    this.isShut = isProduction && options.authorize === undefined && options.local !== true;
  }

  /** @throws Refusal */
  async admit(call: Call, aim: Aim): Promise<Admission> {
    checkAnyone(call, aim, this.#options);
    if (this.#options.authorize !== undefined) return this.authorized(call);
    const why = whyNotLocal(call.peer, this.isShut);
    if (why !== undefined) throw new Refusal(403, 'not_local', why);
    checkLocal(call, aim);
    return OPERATOR;
  }

  /** Asks `authorize` alone, as each minute of a stream. @throws Refusal */
  async authorized(call: Call): Promise<Admission> {
    const access = await this.#ask(call);
    if (access instanceof Response) return access;
    const read = admitted(access);
    if (read === undefined) throw new Refusal(403, 'forbidden', 'you may not see this');
    return read;
  }

  async #ask(call: Call): Promise<unknown> {
    const { authorize } = this.#options;
    if (authorize === undefined) return { can: 'operate' };
    try {
      return await authorize.call(this.#options, call.request(), { remoteAddress: call.peer });
    } catch {
      // What went wrong is the application's to know; who asks learns nothing of it.
      return false;
    }
  }
}

/** Why nobody can say that a call comes from this machine. */
function whyNotLocal(peer: string | undefined, isShut: boolean): string | undefined {
  if (isShut) return `in production a dashboard needs ${REMEDY}, or { local: true } where no proxy runs beside it`;
  if (peer === undefined) return `who asks is not known here, so a dashboard needs ${REMEDY}`;
  if (isLoopback(peer)) return undefined;
  return `without authorize a dashboard serves this machine only; to serve others it needs ${REMEDY}`;
}

const REMEDY = 'dashboard(scheduler, { authorize: request => … })';

function checkAnyone(call: Call, aim: Aim, { allowedHosts, allowedOrigins = [] }: DashboardOptions): void {
  checkHost(hostOfCall(call), allowedHosts);
  checkSite(call, aim, allowedOrigins);
}
