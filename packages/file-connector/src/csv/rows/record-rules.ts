import type { CellFault } from '../records/cell-fault.js';
import type { SurplusCells } from '../repairs/record-queue.js';

/** Drops the surplus cells of a record. */
export function withoutSurplus(cells: readonly string[], { at, count }: SurplusCells): string[] {
  return cells.toSpliced(at, count);
}

/** Describes the fault of a record that is malformed even with its quotes read as text. */
export function notRepaired({ code, message, field }: CellFault): CellFault {
  if (code !== 'TOO_FEW_FIELDS' && code !== 'TOO_MANY_FIELDS') return { code, message, field };
  return {
    code: 'STRAY_QUOTE',
    field,
    message: `expected no quote inside an unquoted field; with the quote as text, ${message}`,
  };
}
