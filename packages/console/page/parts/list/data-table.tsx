import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { moveByArrow } from './arrow-keys.js';
import { HeadCell, type Sort } from './head-cell.js';
import { select } from './selection.js';
import './data-table.css';

/** A column of a list. */
export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers are aligned at their end. */
  readonly isNumber?: boolean;
  /** Name of its order, for a column by which the list is sorted by a click. */
  readonly order?: string;
  /** On a narrow screen a row is a card, and this cell is its heading. */
  readonly isHeading?: boolean;
}

/** Which rows are selected. */
export interface Selection<Row> {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** Name of a row, for its box. */
  readonly labelOf: (row: Row) => string;
}

/**
 * A list: a table, or cards on a narrow screen. Arrows move between rows, Enter follows the first
 * link of a row, Space selects it.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  sort,
  onSort,
  selection,
  isStale = false,
}: {
  /** What the list holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selection?: Selection<Row>;
  /** The next rows are loaded: these are paler. */
  readonly isStale?: boolean;
}) {
  const before = useRef<string | null>(null);
  const keys = rows.map(keyOf);
  const toggle = (key: string, isRange: boolean): void => {
    if (selection === undefined) return;
    selection.onChange(select(selection.chosen, keys, { key, before: before.current, isRange }));
    before.current = key;
  };
  const isAll = rows.length > 0 && keys.every((key) => selection?.chosen.has(key));
  return (
    <div class="data-table__scroll" aria-busy={isStale ? 'true' : undefined}>
      <table class={`data-table${isStale ? ' data-table--stale' : ''}`} role="table">
        <caption class="unseen">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {selection === undefined ? null : (
              <th role="columnheader" scope="col" class="data-table__box">
                <input
                  type="checkbox"
                  aria-label="Select all on this page"
                  checked={isAll}
                  onChange={() => {
                    selection.onChange(new Set(isAll ? [] : keys));
                  }}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                {...(sort === undefined ? {} : { sort })}
                {...(onSort === undefined ? {} : { onSort })}
              />
            ))}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          onKeyDown={(event) => {
            moveByArrow(event, ':scope > tr');
            const { target } = event;
            if (event.key !== ' ' || !(target instanceof HTMLTableRowElement)) return;
            event.preventDefault();
            toggle(target.dataset['key'] ?? '', event.shiftKey);
          }}
        >
          {rows.map((row, index) => {
            const key = keyOf(row);
            return (
              <tr
                key={key}
                role="row"
                data-key={key}
                tabIndex={index === 0 ? 0 : -1}
                aria-selected={selection?.chosen.has(key)}
              >
                {selection === undefined ? null : (
                  <td role="cell" class="data-table__box">
                    <input
                      type="checkbox"
                      aria-label={`Select ${selection.labelOf(row)}`}
                      checked={selection.chosen.has(key)}
                      onClick={(event) => {
                        toggle(key, event.shiftKey);
                      }}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.key} role="cell" class={classOf(column)} data-head={column.head}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function classOf<Row>({ isNumber, isHeading }: Column<Row>): string {
  return [isNumber === true ? 'number' : '', isHeading === true ? 'data-table__heading' : '']
    .join(' ')
    .trim();
}
