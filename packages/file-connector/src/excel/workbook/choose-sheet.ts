import type { Workbook, WorkbookSheet } from './open-workbook.js';
import { sheetUnclear, showName } from './workbook-errors.js';

/**
 * Returns the sheet to read: the one with a name, or the only visible one.
 *
 * @throws WdhError `SHEET_UNCLEAR` (data) that lists the names
 */
export function chooseSheet(
  { sheets, parts }: Workbook,
  wanted: string | undefined,
): WorkbookSheet {
  const names = sheets.map(({ name }) => name);
  if (wanted !== undefined) {
    // Excel accepts no two names that differ only by case.
    const found =
      sheets.find(({ name }) => name === wanted) ??
      sheets.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) {
      throw sheetUnclear(parts.input, `has no sheet ${showName(wanted)}`, names);
    }
    const isTwice = sheets.some((sheet) => sheet !== found && sheet.name === found.name);
    if (isTwice) throw sheetUnclear(parts.input, `has two sheets ${showName(wanted)}`, names);
    return found;
  }
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const [only, ...others] = visible;
  if (only !== undefined && others.length === 0) return only;
  const count = `${visible.length} visible sheets`;
  throw sheetUnclear(
    parts.input,
    `has ${visible.length === 0 ? 'no visible sheet' : count}`,
    names,
  );
}
