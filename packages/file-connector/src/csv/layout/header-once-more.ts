import type { CellFault } from '../records/cell-fault.js';

/** The fault of a repeated header, as in concatenated files. */
export const headerOnceMore: CellFault = {
  code: 'REPEATED_HEADER',
  field: null,
  message: 'expected a record, found a repeated header',
};
