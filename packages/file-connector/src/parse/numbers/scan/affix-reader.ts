import type { NumberRules } from '../number-options.js';
import { isBlank } from './blanks.js';
import { isDigit } from './scan-number.js';
import { signStyle, type SignStyle } from './sign-styles.js';

/** A sign, code or unit before or after a number. */
interface Affix {
  readonly text: string;
  readonly kind: 'currency' | 'unit' | 'sign';
  /** Power of ten of a unit. */
  readonly shift: number;
  /** Null unless it is a sign. */
  readonly style: SignStyle | null;
}

const bitOf = { currency: 1, unit: 2, sign: 4 } as const;

/**
 * Finds the digits of a number between its signs: each kind of sign once at most, before or after,
 * with blanks between, but not around the cell. One reader reads cell after cell.
 */
export class AffixReader {
  readonly #before: readonly Affix[];
  readonly #after: readonly Affix[];
  readonly #needsUnit: boolean;
  /** The kinds found in this cell, each as one bit. */
  #kinds = 0;
  /** The other half of a pair, such as `)`. */
  #awaited = '';
  start = 0;
  end = 0;
  isNegative = false;
  shift = 0;

  constructor(rules: NumberRules) {
    const styles = signStyles(rules);
    const anywhere = [...currencies(rules), ...units(rules)];
    this.#before = longestFirst([
      ...anywhere,
      ...styles.filter(({ style }) => style?.prefix !== ''),
    ]);
    this.#after = longestFirst([
      ...anywhere,
      ...styles.filter(({ style }) => style?.prefix === ''),
    ]);
    this.#needsUnit = rules.percent === 'fraction' || rules.permille === 'fraction';
  }

  /** Whether a number without any sign is not one. */
  get needsUnit(): boolean {
    return this.#needsUnit;
  }

  /** Sets the position of the digits, sign and power; returns false for a cell with other signs. */
  read(cell: string): boolean {
    this.start = 0;
    this.end = cell.length;
    this.isNegative = false;
    this.shift = 0;
    this.#kinds = 0;
    this.#awaited = '';
    while (this.#takeBefore(cell)) while (isBlank(cell.charCodeAt(this.start))) this.start += 1;
    while (this.#takeAfter(cell)) while (isBlank(cell.charCodeAt(this.end - 1))) this.end -= 1;
    const hasUnit = (this.#kinds & bitOf.unit) !== 0;
    return this.start < this.end && this.#awaited === '' && (hasUnit || !this.#needsUnit);
  }

  #takeBefore(cell: string): boolean {
    // Most numbers begin with a digit, and no sign does.
    if (isDigit(cell.charCodeAt(this.start))) return false;
    const affix = affixAt(this.#before, cell, this.start);
    if (affix === null || !this.#isNew(affix)) return false;
    this.start += affix.text.length;
    this.#awaited = affix.style?.suffix ?? this.#awaited;
    return true;
  }

  #takeAfter(cell: string): boolean {
    if (isDigit(cell.charCodeAt(this.end - 1))) return false;
    if (this.#awaited !== '' && cell.endsWith(this.#awaited, this.end)) {
      this.end -= this.#awaited.length;
      this.#awaited = '';
      return true;
    }
    const affix = affixBefore(this.#after, cell, this.end);
    if (affix === null || !this.#isNew(affix)) return false;
    this.end -= affix.text.length;
    return true;
  }

  #isNew({ kind, shift, style }: Affix): boolean {
    const bit = bitOf[kind];
    if ((this.#kinds & bit) !== 0) return false;
    this.#kinds |= bit;
    this.shift += shift;
    if (style !== null) this.isNegative = style.isNegative;
    return true;
  }
}

function affixAt(affixes: readonly Affix[], cell: string, start: number): Affix | null {
  for (const affix of affixes) if (cell.startsWith(affix.text, start)) return affix;
  return null;
}

function affixBefore(affixes: readonly Affix[], cell: string, end: number): Affix | null {
  const last = cell.charCodeAt(end - 1);
  for (const affix of affixes) {
    const { text } = affix;
    if (text.charCodeAt(text.length - 1) !== last) continue;
    // Most have one character, which needs no search.
    if (text.length === 1 || cell.endsWith(text, end)) return affix;
  }
  return null;
}

function signStyles({ negative, positive }: NumberRules): Affix[] {
  const styles = [
    ...['-1', ...negative].map((text) => ({ text, isNegative: true })),
    ...['+1', ...positive].map((text) => ({ text, isNegative: false })),
  ];
  return styles.flatMap(({ text, isNegative }): Affix[] => {
    const sign = signStyle(text);
    if (sign === null) return [];
    const style = { ...sign, isNegative };
    return [
      { text: sign.prefix === '' ? sign.suffix : sign.prefix, kind: 'sign', shift: 0, style },
    ];
  });
}

function currencies({ currency }: NumberRules): Affix[] {
  return currency.map((text) => ({ text, kind: 'currency', shift: 0, style: null }));
}

function units({ percent, permille }: NumberRules): Affix[] {
  const found: Affix[] = [];
  const of = (text: string, shift: number): Affix => ({ text, kind: 'unit', shift, style: null });
  if (percent !== null) found.push(of('%', percent === 'fraction' ? -2 : 0));
  if (permille !== null) found.push(of('‰', permille === 'fraction' ? -3 : 0));
  return found;
}

const longestFirst = (affixes: readonly Affix[]): Affix[] =>
  affixes.toSorted((one, other) => other.text.length - one.text.length);
