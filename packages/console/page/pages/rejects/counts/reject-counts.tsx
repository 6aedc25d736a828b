import type { WireRejectCounts } from '../../../../src/wire/rejects.js';
import { Quantity } from '../../../parts/text/quantity.js';
import type { RejectFilters } from '../reject-filters.js';
import './reject-counts.css';

type Count = WireRejectCounts['counts'][number];

/** Rejected rows by code and field: a click shows those rows alone. */
export function RejectCounts({
  counts,
  filters,
  onChoose,
}: {
  readonly counts: readonly Count[];
  readonly filters: RejectFilters;
  /** Null: shows all rows again. */
  readonly onChoose: (count: Count | null) => void;
}) {
  const most = Math.max(1, ...counts.map(({ rows }) => rows));
  return (
    <div
      class="reject-counts"
      tabIndex={0}
      role="region"
      aria-label="Rejected rows by code and field"
    >
      <table>
        <caption class="unseen">Rejected rows by code and field, the most frequent first</caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Column</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col" class="reject-counts__bar-head">
              <span class="unseen">Bar</span>
            </th>
            <th scope="col" class="number">
              Not repaired
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => {
            const isChosen = isOf(count, filters);
            return (
              <tr
                key={`${count.code} ${String(count.field)}`}
                class={isChosen ? 'reject-counts__chosen' : ''}
              >
                <th scope="row">
                  <button
                    type="button"
                    class="reject-counts__choose code"
                    aria-pressed={isChosen}
                    onClick={() => {
                      onChoose(isChosen ? null : count);
                    }}
                  >
                    {count.code}
                  </button>
                </th>
                <td>{count.field ?? <span class="muted">the whole row</span>}</td>
                <td class="number">
                  <Quantity of={count.rows} />
                </td>
                <td aria-hidden="true">
                  <span
                    class="reject-counts__bar"
                    style={{ width: `${(count.rows / most) * 100}%` }}
                  />
                </td>
                <td class="number">
                  <Quantity of={count.unresolved} tone="danger" />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function isOf({ code, field }: Count, filters: RejectFilters): boolean {
  if (filters.code !== code) return false;
  return field === null ? filters.isWhole : filters.field === field;
}
