import type { ComponentChildren } from 'preact';
import type { StateReply } from '../api.js';
import { ahead, counted, length } from './length.js';
import { Ticking } from './ticking.js';

/** Six numbers that say how it goes. */
export function Facts({ state }: { readonly state: StateReply }) {
  const { counts, day, nextAt, lateP99 } = state;
  const share = day.runs > 0 && day.failed > 0 ? ` ${shareText(day.failed / day.runs)}` : '';
  return (
    <dl class="facts">
      <Fact name="running" extra={` of ${counted(counts.jobs)}`}>
        {counted(counts.running)}
      </Fact>
      <Fact name="to the next run">
        {!nextAt ? '–' : <Ticking text={now => ahead(nextAt, now).replace('in ', '')} />}
      </Fact>
      <Fact name="runs in 24 hours">{counted(day.runs)}</Fact>
      <Fact name="failed" isBad={day.failed > 0} extra={share}>
        {counted(day.failed)}
      </Fact>
      <Fact name="skipped or missed">{counted(day.skipped + day.missed)}</Fact>
      <Fact name="late at p99">{length(lateP99)}</Fact>
    </dl>
  );
}

function Fact({ name, children, extra, isBad }: FactProps) {
  return (
    <div class={isBad ? 'bad' : undefined}>
      <dt>{name}</dt>
      <dd>
        {children}
        {extra && <small>{extra}</small>}
      </dd>
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
  readonly extra?: string;
  readonly isBad?: boolean;
}

function shareText(share: number): string {
  return share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
