import { certainFrom, type Proposal } from '@wdh/file-connector';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { showMany } from '../../table/show-values.js';
import { givenHeader } from './given-layout.js';

/** What seems to be around the records of a table. */
export interface TableSurroundings {
  readonly hasHeader: Proposal<boolean>;
  readonly headerRows: Proposal<number>;
  readonly hasUnitsRow: Proposal<boolean>;
  readonly footerRecords: Proposal<number>;
  /** Null: none; omitted where a file has only one. */
  readonly secondTableLine?: Proposal<number | null> | undefined;
}

/** Describes what is read as it is although it may be something else, and the options that decide. */
export function tableNotes(found: TableSurroundings, options: ReadingOptions): readonly string[] {
  const { skipAfterHeader, footer, footerRows, headerRows } = options;
  const { secondTableLine } = found;
  const records = found.footerRecords.value;
  const line = secondTableLine?.value ?? null;
  const notes = [
    givenHeader(options) === undefined &&
      found.hasHeader.confidence < certainFrom &&
      'The first record is read as the header, which is not certain: give --header or --no-header.',
    headerRows === undefined &&
      found.headerRows.value > 1 &&
      `The header seems to have ${found.headerRows.value} rows: --header-rows ${found.headerRows.value} joins their names.`,
    found.hasUnitsRow.value &&
      skipAfterHeader === undefined &&
      'The record below the header looks like a row of units: --skip-after-header 1 skips it.',
    records > 0 &&
      footer === undefined &&
      footerRows === undefined &&
      `A footer seems to be at the end: ${showMany(records, 'record')}. --footer-rows ${records} leaves it out.`,
    line !== null && `Another table seems to begin on line ${line}.`,
  ];
  return notes.filter((note) => note !== false);
}
