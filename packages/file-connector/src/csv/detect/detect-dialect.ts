import { decompress } from '../../compression/decompress.js';
import { decodedText } from '../../encoding/decoded-text.js';
import { detectEncoding } from '../../encoding/detect-encoding.js';
import type { Encoding } from '../../encoding/encoding.js';
import { contentOf, type SourceInput } from '../../input/content.js';
import type { InputOptions } from '../../input/input-options.js';
import { type DialectFit, fitOfDialect } from './fit-of-dialect.js';
import { fittingEncodings } from './fitting-encodings.js';

const sampleBytes = 256 * 1024;
const delimiters = [',', ';', '\t', '|'];
const quotes = ['"', "'"];

/** What a file looks like, for a person to confirm. */
export interface DetectedDialect {
  /** Options for `csvSource`. */
  readonly dialect: { readonly delimiter: string; readonly quote: string };
  /** Encodings in which all of the sample decodes, the likeliest first. Empty where none fits. */
  readonly encodings: readonly Encoding[];
  /**
   * From 0 to 1: the share of the sample's records that are sound and have as many fields as most
   * of them, lessened where another dialect does nearly as well. 0 where no delimiter occurs.
   */
  readonly confidence: number;
  /** Fields of most records. */
  readonly fieldCount: number;
}

/**
 * Proposes a dialect from the first 256 KB of a file, with a confidence. Nothing is read by it
 * unless you pass it on: `csvSource` never calls it.
 *
 * @param options - `compression` and `encoding`, where they are known.
 * @throws WdhError what `csvSource` throws of files
 * @example const { dialect, confidence } = await detectDialect('export.csv');
 */
export async function detectDialect(
  input: SourceInput,
  options: Pick<InputOptions, 'compression' | 'encoding'> = {},
): Promise<DetectedDialect> {
  const { compression = 'auto', encoding } = options;
  const content = contentOf(input, { name: undefined, onProgress: () => undefined });
  const stored = content.read(() => undefined);
  const sample = await firstBytes(decompress(stored, compression, content.name));
  const marked = encoding ?? markedOnly(sample, content.name);
  const encodings = marked === null ? fittingEncodings(sample) : [marked];
  const text = await textOf(sample, encodings[0] ?? 'latin1', content.name);
  const fits = delimiters
    .flatMap((delimiter) => quotes.map((quote) => fitOfDialect(text, { delimiter, quote })))
    .sort((one, other) => other.score - one.score);
  const [best, ...others] = fits as [DialectFit, ...DialectFit[]];
  const rival = others.find(({ dialect }) => dialect.delimiter !== best.dialect.delimiter);
  const isTied = rival !== undefined && rival.score >= best.score && best.score > 0;
  const { dialect, fieldCount, score } = best;
  return { dialect, encodings, confidence: isTied ? score / 2 : score, fieldCount };
}

async function firstBytes(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of pieces) {
    parts.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes >= sampleBytes) break;
  }
  const whole = Buffer.concat(parts);
  // The last line may be cut.
  const lastLineEnd = whole.lastIndexOf('\n');
  return sizeBytes >= sampleBytes && lastLineEnd > 0 ? whole.subarray(0, lastLineEnd + 1) : whole;
}

/** The encoding by the byte order mark; null where there is none. */
function markedOnly(sample: Buffer, path: string): Encoding | null {
  const encoding = detectEncoding(sample, undefined, path);
  const hasMark = encoding !== 'utf-8' || sample.subarray(0, 3).toString('hex') === 'efbbbf';
  return hasMark ? encoding : null;
}

async function textOf(sample: Buffer, encoding: Encoding, path: string): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/require-await -- pieces are asynchronous by contract
  async function* pieces(): AsyncGenerator<Buffer> {
    yield sample;
  }
  let text = '';
  for await (const piece of decodedText(pieces(), encoding, path)) text += piece.text;
  return text;
}
