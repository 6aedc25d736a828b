import { useState } from 'preact/hooks';
import { useWidth } from '../graph/use-width.js';
import { movedFocus } from '../strip/moved-focus.js';
import { plotLine, plotPoints, type PlotArea, yOf } from './plot-line.js';
import { plotScale } from './plot-scale.js';
import type { PlotValues } from './plot-values.js';
import './plot.css';

/** What a point of a plot leads to, and what it says. */
export interface PlotMark {
  readonly href: string;
  readonly text: string;
  /** What the axis below says of it, if there is place. */
  readonly label: string;
}

const height = 260;
const margins = { left: 84, right: 16, top: 12, bottom: 28 };
const labelWidth = 100;

/**
 * A line through values, each with a link. The tab key reaches the latest point, arrows move, Enter
 * follows its link.
 */
export function Plot({
  label,
  plotted: { values, kind },
  marks,
  write,
}: {
  readonly label: string;
  readonly plotted: PlotValues;
  /** One for each value. */
  readonly marks: readonly PlotMark[];
  /** Writes a value of the axis. */
  readonly write: (value: number) => string;
}) {
  const { element, width } = useWidth<HTMLDivElement>();
  const area: PlotArea = { ...margins, width: Math.max(width, 160), height };
  const scale = plotScale(values, kind);
  const points = plotPoints(values, scale, area);
  return (
    <div ref={element} class="plot">
      {width === 0 ? null : (
        <svg width={area.width} height={height} role="group" aria-label={label}>
          <g aria-hidden="true">
            {scale.ticks.map((tick) => (
              <g key={tick} transform={`translate(0 ${String(yOf(tick, scale, area))})`}>
                <path
                  class="plot__grid"
                  d={`M${String(area.left)},0H${String(area.width - area.right)}`}
                />
                <text x={area.left - 8} y="4" text-anchor="end">
                  {write(tick)}
                </text>
              </g>
            ))}
            {labelled(points.length, area).map((at) => (
              <text
                key={at}
                x={points[at]?.x}
                y={height - 8}
                text-anchor={anchorOf(at, points.length)}
              >
                {marks[at]?.label}
              </text>
            ))}
          </g>
          <path class="plot__line" d={plotLine(points)} />
          <Points {...{ points, marks, area }} />
        </svg>
      )}
    </div>
  );
}

function Points({
  points,
  marks,
  area,
}: {
  readonly points: ReturnType<typeof plotPoints>;
  readonly marks: readonly PlotMark[];
  readonly area: PlotArea;
}) {
  const [focused, setFocused] = useState<number | null>(null);
  const shown = points.flatMap(({ x, y }, at) => {
    const mark = marks[at];
    return y === null || mark === undefined ? [] : [{ x, y, mark }];
  });
  const between = (area.width - area.left - area.right) / Math.max(1, points.length - 1);
  const tabStop = Math.min(focused ?? shown.length - 1, shown.length - 1);
  return (
    <g
      onKeyDown={(event) => {
        const next = movedFocus(event);
        if (next === null) return;
        event.preventDefault();
        next.focus();
      }}
    >
      {shown.map(({ x, y, mark }, at) => (
        <a
          key={mark.href}
          href={mark.href}
          class="plot__point"
          aria-label={mark.text}
          data-hint={mark.text}
          tabindex={at === tabStop ? 0 : -1}
          onFocus={() => {
            setFocused(at);
          }}
        >
          {/* The whole height leads to the run: hundreds of points are too close to be hit. */}
          <rect
            class="plot__reach"
            x={x - between / 2}
            y={area.top}
            width={between}
            height={area.height - area.top - area.bottom}
          />
          <circle class="plot__dot" cx={x} cy={y} r={shown.length > 150 ? 2 : 3.5} />
        </a>
      ))}
    </g>
  );
}

/** The places of the points that the axis names: the last one, and others as far apart as their texts need. */
function labelled(count: number, { width, left, right }: PlotArea): readonly number[] {
  const room = Math.max(1, Math.floor((width - left - right) / labelWidth));
  const step = Math.ceil(count / room);
  const places = Array.from({ length: Math.ceil(count / step) }, (_, at) => count - 1 - at * step);
  return places.filter((place) => place >= 0);
}

function anchorOf(at: number, count: number): 'start' | 'middle' | 'end' {
  if (count === 1) return 'middle';
  return at === 0 ? 'start' : at === count - 1 ? 'end' : 'middle';
}
