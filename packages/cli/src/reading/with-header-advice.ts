import { WdhError } from '@wdh/pipeline-core';

/**
 * Returns the error of a header that the reader refuses with an advice that fits a command; any
 * other error unchanged.
 *
 * @param advise - Returns the advice; `line` is the line of the header.
 */
export function withHeaderAdvice(error: unknown, advise: (line: number) => string): unknown {
  if (!(error instanceof WdhError) || error.code !== 'CSV_HEADER_INVALID') return error;
  const [problem = '', named = ''] = error.summary.split(
    / Correct the header or the expected columns(?=[^.]*\.$)/,
  );
  const ways = [...acceptances(named), advise(error.context.lineNumber ?? 1)];
  return new WdhError(`${problem} Correct it, or ${ways.join('; or ')}.`, {
    code: error.code,
    category: error.category,
    cause: error,
  });
}

/** The options of the command for those of the reader that accept such a header. */
function acceptances(named: string): readonly string[] {
  const numbers = named.includes('duplicateHeaders') || named.includes('emptyHeaders');
  return [
    ...(named.includes('trailingDelimiter') ? ['ignore its end with --trailing-delimiter'] : []),
    ...(numbers ? ['number such names with --number-headers'] : []),
    ...(named.includes('headerRows') ? ['join its rows with --header-rows 2'] : []),
  ];
}
