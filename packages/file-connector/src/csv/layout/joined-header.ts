import { comparable, type HeaderRules, invalidHeader } from '../../header/read-header.js';
import type { CellFault } from '../records/cell-fault.js';
import { headerOnceMore } from './header-once-more.js';

const otherColumns =
  'a file with other column names or another column order was appended: read each file separately';

/** Case is ignored after a byte order mark, as column names are unlikely to be values. */
const folded = (name: string): string => comparable(name).toLowerCase();

/**
 * Finds the header of an appended file, in a record after a byte order mark.
 *
 * @throws WdhError `CSV_HEADER_INVALID` (data) where it has the columns in another order, or half
 * of its cells are column names: the records after it would be read into wrong columns.
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
