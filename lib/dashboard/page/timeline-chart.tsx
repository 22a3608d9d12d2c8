import type { Mark, Row, TimelineReply } from '../api.js';
import { type Axis, clippedX, nightsOf, rowHeight, TOP, ticksOf, xOf } from './axis.js';
import { serverNow } from './server-clock.js';
import { TimelineLoad } from './timeline-load.js';
import { TimelineRowView } from './timeline-row.js';
import { format, type ZoneChoice, zoneOf } from './zone-text.js';

const LOAD = 66;

/** The picture of a timeline: rows on an axis, nights, what happened to the process, and how much ran at once. */
export function TimelineChart({ reply, rows, axis, choice }: ChartProps) {
  const high = TOP + reply.rows.length * rowHeight(axis) + LOAD;
  const foot = high - 14;
  const now = serverNow();
  const nowX = xOf(axis, now);
  const hasNow = now > axis.from && now < axis.to;
  const known = new Map(rows.map(row => [row.name, row]));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no picture.
    <svg
      class="axis"
      viewBox={`0 0 ${axis.wide} ${high}`}
      role="group"
      aria-label={`Runs of ${reply.rows.length} jobs, past and to come`}
    >
      <Hatch reply={reply} axis={axis} foot={foot} />
      {reply.rows.map((row, index) => {
        const y = TOP + index * rowHeight(axis);
        return (
          index % 2 === 0 && (
            <rect key={row.job} class="stripe" x={0} y={y} width={axis.wide} height={rowHeight(axis)} />
          )
        );
      })}
      {nightsOf(axis).map(({ from, to }) => (
        <rect
          key={from}
          class="night"
          x={clippedX(axis, from)}
          y={TOP}
          width={clippedX(axis, to) - clippedX(axis, from)}
          height={foot - TOP}
        />
      ))}
      {ticksOf(axis).map(({ at, text, isMidnight }) => {
        const x = xOf(axis, at);
        const hasText = x - axis.left > 18 && axis.wide - x > 24 && !(hasNow && Math.abs(x - nowX) < 50);
        return (
          <g key={at}>
            <path class={isMidnight ? 'day' : 'tick'} d={`M${x} ${TOP - 4}V${foot}`} />
            {hasText && (
              <text x={x} y={TOP - 14} text-anchor="middle">
                {text}
              </text>
            )}
          </g>
        );
      })}
      <Marks marks={reply.marks} axis={axis} foot={foot} />
      {reply.rows.map((row, index) => (
        <TimelineRowView
          key={row.job}
          row={row}
          known={known.get(row.job)}
          axis={axis}
          zone={zoneOf(choice, row.zone)}
          y={TOP + index * rowHeight(axis)}
        />
      ))}
      <TimelineLoad reply={reply} axis={axis} base={foot} high={LOAD - 26} />
      {!axis.isNarrow && (
        <text class="label dim" x={36} y={foot - 10}>
          at once
        </text>
      )}
      {hasNow && (
        <g class="now">
          <path d={`M${nowX} 22V${foot}`} />
          <text x={nowX} y={13} text-anchor="middle">
            now, {format(axis.zone, { hour: '2-digit', minute: '2-digit' }).format(now)}
          </text>
        </g>
      )}
    </svg>
  );
}

interface ChartProps {
  readonly reply: TimelineReply;
  readonly rows: readonly Row[];
  readonly axis: Axis;
  readonly choice: ZoneChoice;
}

/** What nobody can tell: it was before this process. */
function Hatch({ reply, axis, foot }: { readonly reply: TimelineReply; readonly axis: Axis; readonly foot: number }) {
  if (!reply.since || reply.since <= axis.from) return null;
  return (
    <>
      <defs>
        <pattern id="hatch" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0V6" />
        </pattern>
      </defs>
      <rect
        fill="url(#hatch)"
        x={axis.left}
        y={TOP}
        width={Math.max(0, clippedX(axis, reply.since) - axis.left)}
        height={foot - TOP}
      />
    </>
  );
}

function Marks({ marks, axis, foot }: { readonly marks: readonly Mark[]; readonly axis: Axis; readonly foot: number }) {
  const seen = marks.filter(({ at }) => at > axis.from && at < axis.to);
  return (
    <>
      {seen.map((mark, index) => {
        const x = xOf(axis, mark.at);
        const before = seen[index - 1];
        const hasRoom = !before || x - xOf(axis, before.at) > 90;
        return (
          <g key={`${mark.at} ${mark.kind}`}>
            <path class={`mark ${mark.kind}`} d={`M${x} ${TOP - 4}V${foot}`} />
            {hasRoom && (
              <text
                class={`flag ${mark.kind}`}
                x={Math.min(axis.wide - 40, Math.max(axis.left + 40, x))}
                y={foot + 12}
                text-anchor="middle"
              >
                {mark.short}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
