import { WdhError } from '@wdh/pipeline-core';
import { showMember } from '../../archive/archive-errors.js';

/** Names in a message; more are counted. */
const shownNames = 20;

/** Shows the name of a sheet or a part on one line. */
export const showName = (name: string): string => `"${showMember(name)}"`;

/** Creates the error for a workbook whose content contradicts itself. */
export function workbookDamaged(input: string, how: string): WdhError {
  return new WdhError(
    `${input} is damaged: ${how}. Open it in Excel or LibreOffice, check it, and save it again.`,
    { code: 'WORKBOOK_DAMAGED', category: 'file' },
  );
}

/** Creates the error for a file that cannot be read as a workbook. */
export function notReadable(input: string, how: string): WdhError {
  return new WdhError(`${input} ${how}`, { code: 'CONTENT_NOT_SUPPORTED', category: 'file' });
}

/** Creates the error for a workbook that exceeds a limit which the caller cannot raise. */
export function workbookTooLarge(input: string, how: string): WdhError {
  return new WdhError(`${input} ${how}`, { code: 'CONTENT_TOO_LARGE', category: 'file' });
}

/** Creates the error for a workbook without the one sheet to read. */
export function sheetUnclear(input: string, problem: string, names: readonly string[]): WdhError {
  const shown = names.slice(0, shownNames).map(showName).join(', ');
  const others = names.length - shownNames;
  const list = others > 0 ? `${shown} and ${others} more` : shown;
  const advice =
    names.length === 0 ? 'It has no sheet of cells.' : `Name one with the option sheet: ${list}.`;
  return new WdhError(`${input} ${problem}. ${advice}`, {
    code: 'SHEET_UNCLEAR',
    category: 'data',
  });
}
