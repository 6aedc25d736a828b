import { WdhError } from '@wdh/pipeline-core';

/**
 * Returns the error of a header that the reader refuses with an advice that fits a command; any
 * other error unchanged.
 *
 * @param advise - Returns the advice; `line` is the line of the header.
 */
export function withHeaderAdvice(error: unknown, advise: (line: number) => string): unknown {
  if (!(error instanceof WdhError) || error.code !== 'CSV_HEADER_INVALID') return error;
  const problem = error.summary.replace(/ Correct the header or the expected columns[^.]*\.$/, '');
  return new WdhError(`${problem} Correct it, or ${advise(error.context.lineNumber ?? 1)}.`, {
    code: error.code,
    category: error.category,
    cause: error,
  });
}
