import { knownOr, type Proposal } from '../../layout/detect/proposal.js';
import { isDelimiterDoubtful } from './delimiter-doubt.js';
import { type DialectFit, dialectFit } from './dialect-fit.js';

/** The characters that the caller knows. */
export interface KnownCharacters {
  readonly delimiter?: string | undefined;
  readonly quote?: string | null | undefined;
  readonly escape?: string | null | undefined;
}

/** The characters that give a sample its structure. */
export interface DetectedCharacters {
  readonly delimiter: Proposal<string>;
  readonly quote: Proposal<string | null>;
  readonly escape: Proposal<string | null>;
  /** The sample as read with these characters. */
  readonly fit: DialectFit;
}

const usual = [',', ';', '\t', '|'];
const unusual = ['^', '~', '¦', '§', '\u0001', '\u001f'];
const quotes = ['"', "'"];
/** A candidate this much worse is no alternative; one this close is a tie. */
const noRival = 0.6;
const tie = 0.7;

/** Detects delimiter, quote and escape of a sample, each with its own confidence. */
export function detectCharacters(text: string, known: KnownCharacters): DetectedCharacters {
  const present = [...usual, ...unusual].filter((one) => text.includes(one));
  const delimiters = known.delimiter === undefined ? present : [known.delimiter];
  const fits = (delimiters.length === 0 ? [','] : delimiters)
    .map((delimiter) => fitOfQuotes(text, delimiter, known, present))
    .sort((one, two) => two.fit.score - one.fit.score);
  const [best, rival] = fits as [QuotedFit, ...QuotedFit[]];
  const { fit, quote } = best;
  const escape = knownOr(known.escape, escapeOf(text, fit));
  const confidence = delimiterConfidence(text, fit, rival?.fit.score ?? 0);
  return {
    delimiter: knownOr(known.delimiter, { value: fit.dialect.delimiter, confidence }),
    quote: knownOr(known.quote, quote),
    escape,
    fit,
  };
}

interface QuotedFit {
  readonly fit: DialectFit;
  readonly quote: Proposal<string | null>;
}

function fitOfQuotes(
  text: string,
  delimiter: string,
  known: KnownCharacters,
  present: readonly string[],
): QuotedFit {
  const others = present.filter((one) => one !== delimiter && usual.includes(one));
  const fitOf = (quote: string | null, escape: string | null): DialectFit =>
    dialectFit(text, { delimiter, quote, escape }, others);
  const fitOfQuote = (quote: string | null): DialectFit => {
    const escape = known.escape;
    if (escape !== undefined) return fitOf(quote, escape);
    const doubled = fitOf(quote, null);
    const isEscaped = quote !== null && text.includes(`\\${quote}`);
    return isEscaped ? soundest(doubled, fitOf(quote, '\\')) : doubled;
  };
  if (known.quote !== undefined) {
    return { fit: fitOfQuote(known.quote), quote: { value: known.quote, confidence: 1 } };
  }
  const found = quotes.filter((quote) => quote === '"' || isOpening(text, quote, delimiter));
  const [double, single] = found.map(fitOfQuote);
  if (double === undefined) throw new TypeError('the double quote is always tried');
  const [inDouble, inSingle] = [
    quotedCells(double),
    single === undefined ? 0 : quotedCells(single),
  ];
  if (inDouble + inSingle === 0) return withoutQuotes(text, double, fitOf(null, null));
  const isDouble = inDouble >= inSingle || single === undefined;
  const [most, least] = isDouble ? [inDouble, inSingle] : [inSingle, inDouble];
  const fit = isDouble ? double : single;
  const sound = fit.records.filter(({ isSound }) => isSound).length / fit.records.length;
  const isAlone = least === 0 && (isDouble || most > 1);
  const certainty = isAlone
    ? 1
    : least > 0 && most > 10 * least
      ? 0.95
      : 0.5 * (most / (most + least));
  return { fit, quote: { value: fit.dialect.quote, confidence: certainty * sound } };
}

/** Returns whether all quotes of a file are inside a field, as in `5" pipe`, or the file has none. */
function withoutQuotes(text: string, double: DialectFit, none: DialectFit): QuotedFit {
  const strays = text.split('"').length - 1;
  if (strays === 0) return { fit: double, quote: { value: '"', confidence: 1 } };
  const isOpened = quotes.some((one) => isOpening(text, one, none.dialect.delimiter));
  if (isOpened) return { fit: double, quote: { value: '"', confidence: 0.4 } };
  const isPlain = none.agreement >= double.agreement && strays > 2;
  return { fit: none, quote: { value: null, confidence: isPlain ? 0.9 : 0.4 } };
}

function isOpening(text: string, quote: string, delimiter: string): boolean {
  return (
    [`${delimiter}${quote}`, `\n${quote}`, `\r${quote}`].some((one) => text.includes(one)) ||
    text.startsWith(quote)
  );
}

function quotedCells({ records }: DialectFit): number {
  return records.reduce((sum, { quotedCount }) => sum + quotedCount, 0);
}

function soundest(one: DialectFit, two: DialectFit): DialectFit {
  const unsound = ({ records }: DialectFit): number =>
    records.filter(({ isSound }) => !isSound).length;
  return unsound(two) < unsound(one) || two.score > one.score ? two : one;
}

function delimiterConfidence(text: string, fit: DialectFit, rival: number): number {
  if (fit.score === 0) return 0;
  const ratio = rival / fit.score;
  const rivalry = ratio >= tie ? 0.5 : ratio > noRival ? 0.8 : 1;
  return fit.agreement * rivalry * (isDelimiterDoubtful(text, fit) ? 0.8 : 1);
}

function escapeOf(text: string, { dialect, records }: DialectFit): Proposal<string | null> {
  const { quote, escape } = dialect;
  if (quote === null || !text.includes(`\\${quote}`)) return { value: null, confidence: 1 };
  const hasDoubled = records.some(({ cells, quotedCount }) =>
    quotedCount > 0 ? cells.some((cell) => cell.includes(quote + quote)) : false,
  );
  const sound = records.filter(({ isSound }) => isSound).length / records.length;
  // `"C:\\dir\\",` may end in a backslash.
  const isInside = text
    .split(`\\${quote}`)
    .slice(1)
    .some((behind) => !/^(?:[\r\n]|$)/.test(behind) && !behind.startsWith(dialect.delimiter));
  const isOpen = escape !== null && (hasDoubled || !isInside);
  return { value: escape, confidence: isOpen ? 0.5 : 0.95 * sound };
}
