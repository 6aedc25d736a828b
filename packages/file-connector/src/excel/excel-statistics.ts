import { type ReadStatistics, ReadTally } from '../tally/read-tally.js';

/** Counts of the rows of a sheet. The lines are its rows, up to the last one that the file stores. */
export interface ExcelStatistics extends ReadStatistics {
  /** Hidden rows with a value, from the first record on, whether they are read or skipped. */
  readonly hiddenRows: number;
  /** Hidden columns within the table, whether they are read or skipped. */
  readonly hiddenColumns: number;
}

/** Counts the rows of a sheet while they are read. */
export class ExcelTally extends ReadTally {
  hiddenRows = 0;
  hiddenColumns = 0;

  override snapshot(): ExcelStatistics {
    const { hiddenRows, hiddenColumns } = this;
    return { ...super.snapshot(), hiddenRows, hiddenColumns };
  }
}
