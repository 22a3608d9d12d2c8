import type { Row, StateReply, TimelineReply } from '../api.js';
import { axisOf } from './axis.js';
import { Clock } from './clock.js';
import { Heading } from './heading.js';
import { Legend } from './legend.js';
import { many } from './length.js';
import { Press } from './press.js';
import { type Route, SPANS } from './route.js';
import { Segments } from './segments.js';
import { serverNow } from './server-clock.js';
import { spanOf } from './span.js';
import { TimelineChart } from './timeline-chart.js';
import type { View } from './view.js';
import { zoneOf } from './zone-text.js';

/** What ran, runs and will run, a row for each job. */
export function TimelinePage({ model, intents, state, reply, rows, route }: TimelineProps) {
  const zone = zoneOf(model.zone, state.scheduler.zone);
  const { hours } = route;
  const stepMs = (hours * 3_600_000) / 2;
  const middle = route.at || serverNow();
  const go = (at: number): void => intents.turn({ ...route, at: Math.round(at) });
  return (
    <>
      <Heading title="Timeline" hint={`${rows.length} of ${many(state.counts.jobs, 'job')}, times in ${zone}`}>
        <Segments
          label="How long"
          chosen={hours}
          choices={SPANS}
          choose={chosen => intents.turn({ ...route, hours: chosen })}
        />
        <Press label="Earlier" act={() => go(middle - stepMs)}>
          ‹
        </Press>
        <Press act={() => go(0)}>Now</Press>
        <Press label="Later" act={() => go(middle + stepMs)}>
          ›
        </Press>
      </Heading>
      {!reply ? (
        <div class="panel empty">{model.answers.timeline?.refusal?.message ?? 'Asking for the timeline …'}</div>
      ) : (
        <>
          <div class="panel tl">
            <TimelineChart
              reply={reply}
              rows={rows}
              choice={model.zone}
              axis={axisOf(spanOf(route, serverNow()), hours, zone, model.isNarrow)}
            />
          </div>
          <Legend />
          <div class="hint">
            <span>Hollow: to come, as long as it takes at the median.</span>
            <span>Dotted: paused.</span>
            {reply.since && reply.since > reply.from && <span>Hatched: before this process.</span>}
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
