import type { Row, StateReply, TimelineReply } from '../api.js';
import { axisOf } from './axis.js';
import { Clock } from './clock.js';
import { Legend } from './legend.js';
import { spanOf } from './needs.js';
import { type Route, SPANS } from './route.js';
import { Segments } from './segments.js';
import { serverNow } from './server-clock.js';
import { TimelineChart } from './timeline-chart.js';
import type { View } from './view.js';
import { zoneOf } from './zone-text.js';

/** What ran, runs and will run, a row for each job. */
export function TimelinePage({ model, intents, state, reply, rows, route }: TimelineProps) {
  const zone = zoneOf(model.zone, state.scheduler.zone);
  const { hours } = route;
  const stepMs = (hours * 3_600_000) / 2;
  const middle = route.at || serverNow();
  return (
    <>
      <div class="filters">
        <h1>Timeline</h1>
        <span class="soft">times in {zone}</span>
        <div class="end">
          <Segments label="How long" chosen={hours} choices={SPANS} choose={chosen => intents.turn({ ...route, hours: chosen })} />
          <button type="button" class="button" aria-label="Earlier" onClick={() => intents.turn({ ...route, at: Math.round(middle - stepMs) })}>
            ‹
          </button>
          <button type="button" class="button" onClick={() => intents.turn({ ...route, at: 0 })}>
            Now
          </button>
          <button type="button" class="button" aria-label="Later" onClick={() => intents.turn({ ...route, at: Math.round(middle + stepMs) })}>
            ›
          </button>
        </div>
      </div>
      {reply === undefined ? (
        <div class="panel empty">Asking for the timeline …</div>
      ) : (
        <>
          <div class="panel tl">
            <TimelineChart reply={reply} rows={rows} axis={axisOf(spanOf(route, serverNow()), hours, zone, model.isNarrow)} />
          </div>
          <Legend />
          <div class="hint">
            <span>Hollow: to come, as long as it takes at the median.</span>
            <span>Dotted: paused.</span>
            {reply.since !== undefined && reply.since > reply.from && <span>Hatched: before this process.</span>}
            {reply.marks.map(mark => (
              <span key={`${mark.at} ${mark.kind}`}>
                <Clock at={mark.at} zone={zone} /> <bdi>{mark.text}</bdi>
              </span>
            ))}
          </div>
        </>
      )}
    </>
  );
}

interface TimelineProps extends View {
  readonly state: StateReply;
  readonly reply: TimelineReply | undefined;
  readonly rows: readonly Row[];
  readonly route: Extract<Route, { page: 'timeline' }>;
}
