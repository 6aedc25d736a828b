import { useState } from 'preact/hooks';
import type { WireMetricPoint } from '../../../src/wire/jobs.js';
import { runAddress } from '../../address/addresses.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Moment } from '../../parts/text/moment.js';
import type { ValueKind } from '../../plot/plot-values.js';
import { figureText } from './figure-text.js';

/** The values of a plot as a table, the latest first; each leads to its run. */
export function ValueTable({
  points,
  kind,
  name,
  isOpen,
}: {
  readonly points: readonly WireMetricPoint[];
  readonly kind: ValueKind;
  readonly name: string;
  readonly isOpen: boolean;
}) {
  const [isShown, setShown] = useState(isOpen);
  const columns: readonly Column<WireMetricPoint>[] = [
    {
      key: 'run',
      head: 'Run',
      isHeading: true,
      cell: ({ executionId, startedAt }) => (
        <a href={runAddress(executionId)}>
          <Moment at={startedAt} isQuiet />
        </a>
      ),
    },
    {
      key: 'value',
      head: name,
      isNumber: true,
      cell: ({ value }) => <span>{figureText(value, kind)}</span>,
    },
  ];
  return (
    <details
      class="quality-page__values"
      open={isShown}
      onToggle={({ currentTarget }) => {
        setShown(currentTarget.open);
      }}
    >
      <summary>
        {points.length === 1 ? '1 value as a table' : `${String(points.length)} values as a table`}
      </summary>
      {isShown ? (
        <DataTable
          caption={`${name}, by runs`}
          columns={columns}
          rows={points.toReversed()}
          keyOf={({ executionId }) => executionId}
        />
      ) : null}
    </details>
  );
}
