import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a file with fewer records than its footer has. */
export function footerMissing(path: string, count: number, footerRows: number): WdhError {
  return new WdhError(
    `${path} has ${count} records, fewer than the ${footerRows} of its footer, so that rows cannot be distinguished from it. Correct footerRows, or describe the footer with the option footer.`,
    { code: 'CSV_FOOTER_MISSING', category: 'data' },
  );
}
