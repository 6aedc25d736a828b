import { decodedText } from '../../encoding/decoded-text.js';
import { markedEncoding } from '../../encoding/detect-encoding.js';
import type { Encoding } from '../../encoding/encoding.js';
import { type EncodingGuess, guessEncoding } from '../../encoding/guess/guess-encoding.js';
import type { SourceInput } from '../../input/content.js';
import type { OriginOptions } from '../../input/origin-options.js';
import { type DetectedLayout, detectLayout } from '../../layout/detect/detect-layout.js';
import { certainFrom, knownOr, type Proposal } from '../../layout/detect/proposal.js';
import type { HeaderFill } from '../../layout/join-header-rows.js';
import { contentOf } from '../../resolve/content-of.js';
import { sampleOf, type Sample } from '../../resolve/read-sample.js';
import type { CsvSourceOptions } from '../csv-source-options.js';
import { separatorLine } from '../dialect/separator-line.js';
import { type DetectedCharacters, detectCharacters } from './detect-characters.js';

/** The facts about a file that a caller knows, which are not guessed; options for copying it. */
export type KnownDialect = Pick<
  CsvSourceOptions,
  | 'compression'
  | 'encoding'
  | 'delimiter'
  | 'quote'
  | 'escape'
  | 'hasHeader'
  | 'skipLines'
  | 'headerRows'
  | 'skipAfterHeader'
  | 'footerRows'
> &
  OriginOptions;

/** The proposals for a file, each with its own confidence. */
export interface DialectProposals extends Omit<DetectedCharacters, 'fit'>, DetectedLayout {
  /** Null where the sample decodes in no known encoding. */
  readonly encoding: Proposal<Encoding | null>;
  /** Whether the first line is `sep=;`, as written by Excel. `skipLines` counts it. */
  readonly hasSeparatorLine: Proposal<boolean>;
}

/** The options of a proposed dialect. */
export interface DialectOptions {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape?: string;
  readonly comment?: string;
  readonly skipLines?: number;
  readonly headerRows?: number;
  readonly headerFill?: HeaderFill;
  readonly skipAfterHeader?: number;
  readonly footerRows?: number;
}

/** The detected format of a file, for a person to confirm; see `certainOptions` for a program. */
export interface DetectedDialect {
  /**
   * The proposals as options for `csvSource`; only the delimiter and the quote where nothing else is
   * found. `skipAfterHeader` and `footerRows` only where certain, as they skip records.
   */
  readonly dialect: DialectOptions;
  /** Encodings in which the whole sample decodes, the most likely first. Empty where there is none. */
  readonly encodings: readonly Encoding[];
  /**
   * From 0 to 1: the lowest confidence of the proposals that decide the content of cells:
   * `encoding`, `delimiter`, `quote`, `escape`, `comment`, `skipLines`, and that there is only one
   * table. 0 where no delimiter occurs.
   */
  readonly confidence: number;
  /** Whether `confidence` reaches `certainFrom`. */
  readonly isCertain: boolean;
  /** Number of fields of most records; 0 where the sample is blank. */
  readonly fieldCount: number;
  readonly proposals: DialectProposals;
}

/**
 * Proposes a dialect from the first 256 KB of a file, with a confidence for each part. It has no
 * effect on reading: `csvSource` never calls it.
 *
 * The encoding is detected by the statistics of the languages written in each, on 256 KB from the
 * first non-ASCII byte on, which is searched in 16 MB. A text in an unknown language, or a short
 * text, has a low confidence.
 *
 * @param known - Facts that are not guessed.
 * @throws WdhError the file errors of `csvSource`
 * @example const { proposals, isCertain } = await detectDialect('export.csv');
 */
export async function detectDialect(
  input: SourceInput,
  known: KnownDialect = {},
): Promise<DetectedDialect> {
  const content = contentOf(input, known);
  const sample = await sampleOf(content, known.compression);
  const guess = encodingOf(sample, known.encoding);
  const text = await textOf(sample.head, guess.encodings[0] ?? 'latin1', content.name);
  const separator = known.skipLines === undefined ? separatorLine(text) : null;
  const skipped = known.skipLines ?? (separator === null ? 0 : 1);
  const characters = detectCharacters(withoutLines(text, skipped), {
    ...known,
    delimiter: known.delimiter ?? separator ?? undefined,
  });
  const { fit, ...proposed } = characters;
  const layout = detectLayout(fit, skipped, sample.isWhole, known.headerRows);
  const encoding = { value: guess.encodings[0] ?? null, confidence: guess.confidence };
  const proposals: DialectProposals = {
    encoding,
    ...proposed,
    ...layout,
    skipLines: knownOr(known.skipLines, layout.skipLines),
    hasHeader: knownOr(known.hasHeader, layout.hasHeader),
    headerRows: knownOr(known.headerRows, layout.headerRows),
    skipAfterHeader: knownOr(known.skipAfterHeader, layout.skipAfterHeader),
    footerRecords: knownOr(known.footerRows, layout.footerRecords),
    hasSeparatorLine: { value: separator !== null, confidence: 1 },
  };
  const confidence = fit.fieldCount > 1 || known.delimiter !== undefined ? leastOf(proposals) : 0;
  return {
    dialect: dialectOptions(proposals),
    encodings: guess.encodings,
    confidence,
    isCertain: confidence >= certainFrom,
    fieldCount: text.trim() === '' ? 0 : fit.fieldCount,
    proposals,
  };
}

function dialectOptions(proposals: DialectProposals): DialectOptions {
  const { delimiter, quote, escape, comment, skipLines } = proposals;
  const { headerRows, headerFill, skipAfterHeader, footerRecords } = proposals;
  const certainCount = ({ value, confidence }: Proposal<number>): number =>
    confidence < certainFrom ? 0 : value;
  return {
    delimiter: delimiter.value,
    quote: quote.value,
    ...(escape.value === null ? {} : { escape: escape.value }),
    ...(comment.value === null ? {} : { comment: comment.value }),
    ...(skipLines.value === 0 ? {} : { skipLines: skipLines.value }),
    ...(headerRows.value < 2 ? {} : { headerRows: headerRows.value }),
    ...(headerFill.value === 'none' ? {} : { headerFill: headerFill.value }),
    ...(certainCount(skipAfterHeader) === 0 ? {} : { skipAfterHeader: skipAfterHeader.value }),
    ...(certainCount(footerRecords) === 0 ? {} : { footerRows: footerRecords.value }),
  };
}

function leastOf(proposals: DialectProposals): number {
  const { encoding, delimiter, quote, escape, comment, skipLines, secondTableLine } = proposals;
  const parts = [encoding, delimiter, quote, escape, comment, skipLines, secondTableLine];
  return Math.min(...parts.map(({ confidence }) => confidence));
}

function encodingOf({ head, telling }: Sample, known: Encoding | undefined): EncodingGuess {
  const marked = markedEncoding(head);
  if (marked === 'utf-32') return { encodings: [], confidence: 0 };
  const certain = known ?? marked;
  if (certain !== null) return { encodings: [certain], confidence: 1 };
  return guessEncoding(telling);
}

function withoutLines(text: string, count: number): string {
  let start = 0;
  for (let line = 0; line < count; line += 1) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    if (end.exec(text) === null) return '';
    start = end.lastIndex;
  }
  return text.slice(start);
}

async function textOf(sample: Buffer, encoding: Encoding, path: string): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/require-await -- pieces are an asynchronous iterable
  async function* pieces(): AsyncGenerator<Buffer> {
    yield sample;
  }
  let text = '';
  for await (const piece of decodedText(pieces(), encoding, path)) text += piece.text;
  return text;
}
