import { engineDisagrees } from '../engine-disagrees.js';
import type { SplitText } from '../split-text.js';
import type { PlainRun } from './plain-run.js';

/**
 * Compares plain records with the same ones read by the splitter and the parser.
 *
 * @throws WdhError `CSV_ENGINE_DISAGREES` (internal)
 */
export function judgePlain(
  run: PlainRun,
  found: SplitText,
  records: readonly (readonly string[])[],
): void {
  let index = 0;
  while (found.recordNumber(index) < run.recordNumber(0)) index += 1;
  for (let at = 0; at < run.count; at += 1) {
    const cells = records[index + at] ?? [];
    const isSame =
      found.recordNumber(index + at) === run.recordNumber(at) &&
      found.lineNumber(index + at) === run.lineNumber(at) &&
      found.lineCount(index + at) === run.lineCount() &&
      found.recordText(index + at) === run.recordText(at) &&
      cells.length === run.cellCount &&
      run.cells(at).every((cell, column) => cell === cells[column]);
    if (isSame) continue;
    throw engineDisagrees(
      `The reader of plain CSV records found another record ${run.recordNumber(at)} than the CSV parser.`,
      run.lineNumber(at),
    );
  }
}
