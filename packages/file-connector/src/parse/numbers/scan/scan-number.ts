import type { NumberRules } from '../number-options.js';
import { isBlank } from './blanks.js';

/** As many digits as `numeric` of PostgreSQL has before and after the point. */
const mostWholeDigits = 131_072;
const mostDecimals = 16_383;

const [zero, nine, point, upperE, lowerE, plus, minus] = [0x30, 0x39, 0x2e, 0x45, 0x65, 0x2b, 0x2d];

/** The rules of the digits and marks of a number, without its signs. */
export interface ScanRules {
  readonly decimal: number;
  readonly isGroup: (code: number) => boolean;
  /** Digits of the last group, and of those before it. */
  readonly lastGroup: number;
  readonly otherGroups: number;
  readonly requireGroups: boolean;
  readonly bareDecimal: boolean;
  /** -1 where an exponent is no part of a number. */
  readonly maxExponent: number;
  readonly maxScale: number;
}

/** Prepares the rules for {@link scanNumber}. */
export function scanRules(rules: NumberRules): ScanRules {
  const [lastGroup = 3, otherGroups = lastGroup] = rules.grouping;
  return {
    decimal: rules.decimal?.charCodeAt(0) ?? -1,
    isGroup: groupTest(rules.groups),
    lastGroup,
    otherGroups,
    requireGroups: rules.requireGroups,
    bareDecimal: rules.bareDecimal,
    maxExponent: rules.exponent ? rules.maxExponent : -1,
    maxScale: rules.maxScale,
  };
}

function groupTest(groups: readonly string[]): (code: number) => boolean {
  const codes = groups.map((group) => group.charCodeAt(0));
  const [only = -1] = codes;
  if (codes.length < 2 && only !== 0x20 && only !== 0x27) return (code) => code === only;
  const blanks = groups.includes(' ');
  const apostrophes = groups.includes("'");
  return (code) =>
    codes.includes(code) || (blanks && isBlank(code)) || (apostrophes && code === 0x2019);
}

/** Returns whether a character is a digit from 0 to 9. */
export const isDigit = (code: number): boolean => code >= zero && code <= nine;

/** Returns the end of the digits that begin at `at`. */
function digitsEnd(text: string, at: number, end: number): number {
  let index = at;
  while (index < end && isDigit(text.charCodeAt(index))) index += 1;
  return index;
}

/**
 * Reads the digits and marks between two positions of a text as an exact decimal with a point; null
 * where they are no such number. Takes time in proportion to the length.
 *
 * @param shift - Power of ten to multiply by, such as -2 for percent.
 */
export function scanNumber(
  text: string,
  start: number,
  end: number,
  rules: ScanRules,
  shift: number,
): string | null {
  let at = digitsEnd(text, start, end);
  let whole: string;
  if (at < end && at > start && rules.isGroup(text.charCodeAt(at))) {
    const groupsEnd = groupsFrom(text, start, at, end, rules);
    if (groupsEnd < 0) return null;
    const groups = text.slice(at + 1, groupsEnd);
    const hasOneGroup = groups.length === rules.lastGroup;
    whole = text.slice(start, at) + (hasOneGroup ? groups : groups.replaceAll(text.charAt(at), ''));
    at = groupsEnd;
  } else {
    if (rules.requireGroups && at - start > rules.lastGroup) return null;
    whole = text.slice(start, at);
  }
  let fraction = '';
  if (at < end && text.charCodeAt(at) === rules.decimal) {
    const from = at + 1;
    at = digitsEnd(text, from, end);
    fraction = text.slice(from, at);
    const isBare = fraction === '' || whole === '';
    if (isBare && (!rules.bareDecimal || fraction === whole)) return null;
  } else if (whole === '') {
    return null;
  }
  let power = shift;
  if (at < end) {
    const exponent = exponentAt(text, at, end, rules.maxExponent);
    if (exponent === null) return null;
    power += exponent;
  }
  return decimalText(whole, fraction, power, rules.maxScale);
}

/** Returns the end of the groups after the first one; -1 where one has a wrong length. */
function groupsFrom(
  text: string,
  start: number,
  firstEnd: number,
  end: number,
  { lastGroup, otherGroups }: ScanRules,
): number {
  const mark = text.charCodeAt(firstEnd);
  // A first group of zero is no group: 0.123 is a fraction in the marks of others.
  if (firstEnd - start > otherGroups || text.charCodeAt(start) === zero) return -1;
  let at = firstEnd;
  while (at < end && text.charCodeAt(at) === mark) {
    const groupEnd = digitsEnd(text, at + 1, end);
    const isLast = groupEnd === end || text.charCodeAt(groupEnd) !== mark;
    if (groupEnd - at - 1 !== (isLast ? lastGroup : otherGroups)) return -1;
    at = groupEnd;
  }
  return at;
}

/** Reads an exponent that reaches to the end; null where there is none, or it is too large. */
function exponentAt(text: string, at: number, end: number, maxExponent: number): number | null {
  const code = text.charCodeAt(at);
  if (maxExponent < 0 || (code !== upperE && code !== lowerE)) return null;
  const sign = text.charCodeAt(at + 1);
  const from = sign === plus || sign === minus ? at + 2 : at + 1;
  if (from >= end || digitsEnd(text, from, end) !== end) return null;
  let exponent = 0;
  for (let index = from; index < end; index += 1) {
    exponent = exponent * 10 + text.charCodeAt(index) - zero;
    if (exponent > maxExponent) return null;
  }
  return sign === minus ? -exponent : exponent;
}

function decimalText(
  whole: string,
  fraction: string,
  power: number,
  maxScale: number,
): string | null {
  let before = whole;
  let after = fraction;
  if (power > 0) {
    before = whole + fraction.slice(0, power) + '0'.repeat(Math.max(0, power - fraction.length));
    after = fraction.slice(power);
  } else if (power < 0) {
    const digits = whole.padStart(1 - power, '0');
    before = digits.slice(0, power);
    after = digits.slice(power) + fraction;
  }
  before = withoutZeros(before);
  if (before.length > mostWholeDigits || after.length > Math.min(maxScale, mostDecimals))
    return null;
  return after === '' ? before : `${before}.${after}`;
}

/** Drops leading zeros; a number without digits before its mark is zero there. */
function withoutZeros(digits: string): string {
  if (digits === '') return '0';
  if (digits.charCodeAt(0) !== zero || digits.length === 1) return digits;
  let start = 0;
  while (start < digits.length - 1 && digits.charCodeAt(start) === zero) start += 1;
  return digits.slice(start);
}

/** Returns whether a decimal with a point is zero. */
export function isZero(decimal: string): boolean {
  for (let at = 0; at < decimal.length; at += 1) {
    const code = decimal.charCodeAt(at);
    if (code !== zero && code !== point) return false;
  }
  return true;
}
