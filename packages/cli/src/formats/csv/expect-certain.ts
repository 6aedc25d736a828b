import { certainFrom, type DetectedDialect, type Proposal } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { showMark } from '../../reading/parse-reading-values.js';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { headerRowsChoice } from '../tables/header-rows-choice.js';

/**
 * Expects that what decides the content of cells is certain, or given.
 *
 * @param isGiven - Whether only the encoding was detected.
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) naming the options that decide
 */
export function expectCertain(
  file: string,
  { proposals, encodings }: DetectedDialect,
  given: ReadingOptions,
  isGiven = false,
): void {
  const { encoding } = proposals;
  if (encoding.value === null) {
    throw uncertain(
      'ENCODING_UNCERTAIN',
      `${file} is text in none of the known encodings: it is binary, or damaged. Export it as CSV, or give --encoding.`,
    );
  }
  if (encoding.confidence < certainFrom) {
    const likely = encodings.slice(0, 4).map((name) => `--encoding ${name}`);
    throw uncertain(
      'ENCODING_UNCERTAIN',
      `The encoding of ${file} cannot be detected with certainty. Look at its special characters, and give one of ${likely.join(', ')}.`,
    );
  }
  if (isGiven) return;
  const choices = choicesOf(proposals, given);
  if (choices.length === 0) return;
  throw uncertain(
    'DIALECT_UNCERTAIN',
    `The format of ${file} cannot be detected with certainty. Look at the file, and give ${choices.join(' and ')}.`,
  );
}

function choicesOf(
  proposals: DetectedDialect['proposals'],
  given: ReadingOptions,
): readonly string[] {
  const { delimiter, quote, escape, comment, skipLines, headerRows } = proposals;
  const marks = { delimiter, quote, escape, comment };
  const choices = Object.entries(marks).flatMap(
    ([name, proposal]: [string, Proposal<string | null>]) => {
      const isGiven = given[name as keyof typeof marks] !== undefined;
      if (isGiven || proposal.confidence >= certainFrom) return [];
      return [`--${name} (perhaps ${showMark(proposal.value)})`];
    },
  );
  if (skipLines.confidence >= certainFrom) return choices;
  // With several rows of names, only their number is open.
  const rows = skipLines.confidence < headerRows.confidence ? null : headerRowsChoice(proposals);
  return [...choices, rows ?? `--skip-lines (perhaps ${skipLines.value})`];
}

function uncertain(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'data' });
}
