import type { CellFault } from './cell-fault.js';
import { comparable, type HeaderRules, invalidHeader } from './csv-header.js';
import { headerOnceMore } from './record-rules.js';

const otherColumns =
  'a file was joined on whose columns differ in their names or their order: read each file by itself';

/** Case means nothing behind a byte order mark: names of columns are hardly values. */
const folded = (name: string): string => comparable(name).toLowerCase();

/**
 * Finds the header of a file that was joined on, in a record behind a byte order mark.
 *
 * @throws WdhError `CSV_HEADER_INVALID` (data) where it names the columns in another order, or half of
 *   its cells are names of columns: the records behind it would go into wrong columns.
 */
export function joinedHeader(
  cells: readonly string[],
  headerCells: readonly string[],
  place: Pick<HeaderRules, 'path' | 'lineNumber'>,
): CellFault | null {
  const found = cells.map(folded);
  const names = headerCells.map(folded);
  const isSame = found.length === names.length && found.every((name, at) => name === names[at]);
  if (isSame) return headerOnceMore;
  const known = new Set(names);
  const knownCount = found.filter((name) => known.has(name)).length;
  if (knownCount === 0 || knownCount * 2 < found.length) return null;
  throw invalidHeader([otherColumns], place);
}
