import type { WirePartitions } from '../../../src/wire/queue.js';

/** A partition with its state. */
export type Partition = WirePartitions['items'][number];

/** A row of the grid: a month of days, a year of months, or a part of a list. */
export interface PartitionRow {
  readonly label: string;
  /** By column; null where the calendar or the list has none. */
  readonly cells: readonly (Partition | null)[];
}

/** The grid of partitions. */
export interface PartitionGrid {
  readonly heads: readonly string[];
  /** By the calendar, the latest first. */
  readonly rows: readonly PartitionRow[];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const listColumns = 6;

/** Lays partitions out: days by month, months by year, a list in its order. */
export function partitionGrid({
  kind,
  items,
}: Pick<WirePartitions, 'kind' | 'items'>): PartitionGrid {
  if (kind === 'list') return listGrid(items);
  const isDays = kind === 'days';
  const columns = isDays ? 31 : 12;
  const labelLength = isDays ? 'YYYY-MM'.length : 'YYYY'.length;
  const rows = new Map<string, (Partition | null)[]>();
  for (const item of items) {
    const label = item.key.slice(0, labelLength);
    const cells = rows.get(label) ?? Array.from({ length: columns }, () => null);
    cells[Number(item.key.slice(labelLength + 1)) - 1] = item;
    rows.set(label, cells);
  }
  const heads = isDays ? Array.from({ length: columns }, (_, at) => String(at + 1)) : months;
  return { heads, rows: [...rows].map(([label, cells]) => ({ label, cells })).reverse() };
}

function listGrid(items: readonly Partition[]): PartitionGrid {
  const count = Math.ceil(items.length / listColumns);
  const rows = Array.from({ length: count }, (_, row) => {
    const own = items.slice(row * listColumns, (row + 1) * listColumns);
    const cells = Array.from({ length: listColumns }, (_, column) => own[column] ?? null);
    return { label: String(row * listColumns + 1), cells };
  });
  return { heads: Array.from({ length: listColumns }, () => ''), rows };
}

/** Returns the key of the partition that an arrow leads to; null: it does not move. */
export function nextPartition(
  { rows }: PartitionGrid,
  from: string,
  pressed: string,
): string | null {
  const places = rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column) => (cell === null ? [] : [{ key: cell.key, row, column }])),
  );
  const at = places.findIndex(({ key }) => key === from);
  const here = places[at];
  if (here === undefined) return null;
  const ofColumn = places.filter(({ column }) => column === here.column);
  const next = {
    ArrowLeft: places[at - 1],
    ArrowRight: places[at + 1],
    ArrowUp: ofColumn.findLast(({ row }) => row < here.row),
    ArrowDown: ofColumn.find(({ row }) => row > here.row),
    Home: places[0],
    End: places.at(-1),
  }[pressed];
  return next === undefined || next.key === from ? null : next.key;
}
