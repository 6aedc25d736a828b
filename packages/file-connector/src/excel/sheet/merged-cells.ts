import { cellAddress, readAddress } from '../cells/cell-address.js';
import type { PackageParts } from '../workbook/package-parts.js';
import { readXml } from '../workbook/read-xml.js';
import { workbookDamaged } from '../workbook/workbook-errors.js';

/** Cells that are merged into one; columns count from 0, rows from 1, both ends included. */
export interface MergedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const maxRanges = 1_000_000;
const element = Buffer.from('mergeCell');

/**
 * Reads a whole sheet before its first row: its checksum, and which of its cells are merged, as
 * the file names them after the rows. The XML is parsed only where it contains the name of that element.
 *
 * @throws WdhError those of reading the part; `WORKBOOK_DAMAGED` (file)
 */
export async function readMergedRanges(
  parts: PackageParts,
  part: string,
  signal?: AbortSignal,
): Promise<readonly MergedRange[]> {
  if (!(await contains(parts, part, signal))) return [];
  const ranges: MergedRange[] = [];
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name !== 'mergeCell') return;
    const range = rangeOf(attributes['ref'] ?? '');
    if (range === null || ranges.push(range) > maxRanges) {
      throw workbookDamaged(parts.input, 'its merged cells have no valid range, or are too many');
    }
  };
  await readXml(parts, part, { open }, signal);
  return ranges.toSorted((one, other) => one.top - other.top || one.left - other.left);
}

async function contains(
  parts: PackageParts,
  part: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let isFound = false;
  let tail = Buffer.alloc(0);
  for await (const piece of parts.bytes(part, signal)) {
    if (isFound) continue;
    isFound =
      piece.includes(element) || Buffer.concat([tail, piece.subarray(0, 16)]).includes(element);
    tail = Buffer.from(piece.subarray(-element.length));
  }
  return isFound;
}

function rangeOf(text: string): MergedRange | null {
  const [first = '', last = first] = text.split(':');
  const from = readAddress(first);
  const to = readAddress(last);
  if (from === null || to === null) return null;
  const isOrdered = from.row <= to.row && from.column <= to.column;
  return isOrdered ? { top: from.row, bottom: to.row, left: from.column, right: to.column } : null;
}

/** Returns the address of a range, such as `A2:A5`. */
export const rangeAddress = ({ top, bottom, left, right }: MergedRange): string =>
  `${cellAddress(left, top)}:${cellAddress(right, bottom)}`;
