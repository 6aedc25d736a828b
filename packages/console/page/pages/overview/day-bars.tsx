import type { WireDay } from '../../../src/wire/overview.js';
import { formatQuantity, formatShort } from '../../formats/format-quantity.js';
import { DataTable } from '../../parts/list/data-table.js';
import { Quantity } from '../../parts/text/quantity.js';
import { barsOf } from './bar-heights.js';
import './day-bars.css';

const stepX = 10;
const barWidth = 7;

/** Rows loaded per day: bars, and the same as a table. */
export function DayBars({ days }: { readonly days: readonly WireDay[] }) {
  const { bars, top } = barsOf(days);
  const sum = (count: (day: WireDay) => number): string =>
    formatQuantity(days.reduce((total, day) => total + count(day), 0));
  return (
    <section class="card day-bars" aria-labelledby="overview-days">
      <h2 id="overview-days">Rows per day</h2>
      <p class="day-bars__legend">
        <span class="day-bars__key day-bars__key--loaded" /> {sum(({ loaded }) => loaded)} loaded
        <span class="day-bars__key day-bars__key--rejected" /> {sum(({ rejected }) => rejected)}{' '}
        rejected in {days.length} days
      </p>
      <div class="day-bars__plot" aria-hidden="true">
        <span class="day-bars__top">{formatShort(top)}</span>
        <svg viewBox={`0 0 ${days.length * stepX} 100`} preserveAspectRatio="none">
          <path
            class="day-bars__grid"
            d={`M0 .5H${days.length * stepX}M0 50H${days.length * stepX}`}
          />
          {bars.map(({ day, loaded, rejected }, index) => (
            <g key={day.day} data-hint={describe(day)}>
              <rect class="day-bars__day" x={index * stepX} width={stepX} height="100" />
              <rect
                class="day-bars__bar day-bars__bar--loaded"
                x={index * stepX + (stepX - barWidth) / 2}
                y={100 - loaded}
                width={barWidth}
                height={loaded}
              />
              <rect
                class="day-bars__bar day-bars__bar--rejected"
                x={index * stepX + (stepX - barWidth) / 2}
                y={Math.max(0, 100 - loaded - rejected)}
                width={barWidth}
                height={rejected}
              />
            </g>
          ))}
        </svg>
        <div class="day-bars__scale">
          <span>{shortDay(days[0])}</span>
          <span>{shortDay(days[Math.floor(days.length / 2)])}</span>
          <span>{shortDay(days.at(-1))}</span>
        </div>
      </div>
      <details>
        <summary>Show as a table</summary>
        <DataTable
          caption="Rows and runs per day, the latest first"
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { key: 'day', head: 'Day', cell: (day) => shortDay(day), isHeading: true },
            {
              key: 'loaded',
              head: 'Loaded',
              isNumber: true,
              cell: (day) => <Quantity of={day.loaded} />,
            },
            {
              key: 'rejected',
              head: 'Rejected',
              isNumber: true,
              cell: (day) => <Quantity of={day.rejected} tone="warning" />,
            },
            {
              key: 'succeeded',
              head: 'Runs succeeded',
              isNumber: true,
              cell: (day) => <Quantity of={day.succeeded} />,
            },
            {
              key: 'failed',
              head: 'Runs failed',
              isNumber: true,
              cell: (day) => <Quantity of={day.failed} tone="danger" />,
            },
          ]}
        />
      </details>
    </section>
  );
}

function describe(day: WireDay): string {
  const { loaded, rejected, succeeded, failed } = day;
  return (
    `${shortDay(day)}\n${formatQuantity(loaded)} loaded, ${formatQuantity(rejected)} rejected\n` +
    `${formatQuantity(succeeded)} runs succeeded, ${formatQuantity(failed)} failed`
  );
}

function shortDay(day: WireDay | undefined): string {
  if (day === undefined) return '';
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day.day}T00:00:00Z`));
}
