import { Icon } from '../text/icon.js';

/** By which column a list is sorted. */
export interface Sort {
  readonly order: string;
  readonly isAscending: boolean;
}

/** The head of a column: a button if the list can be sorted by it. */
export function HeadCell({
  column,
  sort,
  onSort,
}: {
  readonly column: { readonly head: string; readonly isNumber?: boolean; readonly order?: string };
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
}) {
  const { head, isNumber, order } = column;
  const isSorted = order !== undefined && sort?.order === order;
  const isAscending = isSorted && sort.isAscending;
  const direction = isAscending ? 'ascending' : 'descending';
  return (
    <th
      role="columnheader"
      scope="col"
      class={isNumber === true ? 'number' : undefined}
      aria-sort={isSorted ? direction : undefined}
    >
      {order === undefined || onSort === undefined ? (
        head
      ) : (
        <button
          type="button"
          class={`data-table__sort${isSorted ? ' data-table__sort--on' : ''}`}
          onClick={() => {
            // The first click shows the largest or latest first.
            onSort({ order, isAscending: isSorted && !isAscending });
          }}
        >
          {head}
          <Icon name={isAscending ? 'up' : 'down'} />
        </button>
      )}
    </th>
  );
}
