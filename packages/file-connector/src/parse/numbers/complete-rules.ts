import { WdhError } from '@wdh/pipeline-core';
import {
  defaultMaxExponent,
  type NumberFormatOptions,
  type NumberRules,
} from './number-options.js';
import { isBlank } from './scan/blanks.js';
import { signStyle } from './scan/sign-styles.js';

/** A mark is one character, neither digit nor letter nor sign, and not used in the names of formats. */
const mark = /^[^\p{N}\p{L}\p{M}\p{C}\p{Sc}+\-−–—()[\]<>%‰;|\u{10000}-\u{10ffff}]$/u;
/** A sign or code: no digits, no brackets, and not used in the names of formats. */
const affix = /^[^\p{N}\p{C}+\-−–—()[\]<>%‰;|]+$/u;
/** Marks of groups in every notation, so that an example with one of them would show a group. */
const groupsOnly = /^[\s'’_]$/u;
const visible = /[\p{L}\p{Sc}]/u;
const anyDigit = /^\p{Nd}$/u;
const largestExponent = 10_000;
const groupings = ['3', '3,2', '4'];

/**
 * Completes and checks the options of `numberFormat`.
 *
 * @throws WdhError `INVALID_OPTION` (usage) naming everything that is wrong
 */
export function completeRules(options: NumberFormatOptions): NumberRules {
  const { currency, grouping, negative, positive, digits } = options;
  for (const [name, list] of Object.entries({ currency, grouping, negative, positive, digits })) {
    if (list !== undefined && !Array.isArray(list)) throw invalid([`${name} must be a list`]);
  }
  const rules = rulesOf(options);
  const problems = [...markProblems(rules), ...affixProblems(rules), ...limitProblems(rules)];
  if (options.integer === true && options.decimal !== undefined) {
    problems.push('decimal and integer: true contradict each other');
  }
  if (problems.length > 0) throw invalid(problems);
  return rules;
}

function invalid(problems: readonly string[]): WdhError {
  return new WdhError(`numberFormat cannot start: ${problems.join('; ')}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}

function rulesOf(options: NumberFormatOptions): NumberRules {
  const { decimal = '.', group = [], grouping = [3], integer = false } = options;
  const { exponent = false, maxScale = Infinity } = options;
  const { maxExponent = defaultMaxExponent } = exponent ? options : {};
  const groups = (typeof group === 'string' ? [group] : group).map(plainMark);
  return {
    decimal: integer ? null : decimal,
    groups: sorted(groups),
    grouping,
    requireGroups: options.requireGroups ?? false,
    currency: sorted(options.currency ?? []),
    percent: options.percent ?? null,
    permille: options.permille ?? null,
    negative: sorted(options.negative ?? []).filter((style) => style !== '-1'),
    positive: sorted(options.positive ?? []).filter((style) => style !== '+1' && style !== '1'),
    exponent,
    maxExponent,
    bareDecimal: options.bareDecimal ?? false,
    digits: sorted(options.digits ?? []).filter((digit) => digit !== '0'),
    maxScale: integer ? 0 : maxScale,
  };
}

/** Marks that look alike are one mark. */
function plainMark(group: string): string {
  if (group === '’') return "'";
  return group.length === 1 && isBlank(group.charCodeAt(0)) ? ' ' : group;
}

const sorted = (list: readonly string[]): string[] => [...new Set(list)].toSorted();

function markProblems({
  decimal,
  groups,
  grouping,
  requireGroups,
  bareDecimal,
}: NumberRules): string[] {
  const problems: string[] = [];
  if (decimal !== null && (!mark.test(decimal) || groupsOnly.test(decimal))) {
    problems.push("decimal must be one mark, such as ',' or '.'");
  }
  if (!groups.every((group) => mark.test(group))) {
    problems.push("group must be one mark or several, such as '.', ',', ' ' or '_'");
  }
  if (decimal !== null && groups.includes(plainMark(decimal))) {
    problems.push('decimal and group must be different marks');
  }
  if (!groupings.includes(grouping.join(','))) problems.push('grouping must be [3], [3, 2] or [4]');
  if (requireGroups && groups.length === 0) problems.push('requireGroups needs group');
  if (bareDecimal && decimal === null) problems.push('bareDecimal needs a decimal mark');
  return problems;
}

function affixProblems(rules: NumberRules): string[] {
  const { currency, negative, positive, percent, permille, digits } = rules;
  const problems: string[] = [];
  if (!currency.every((sign) => affix.test(sign) && visible.test(sign) && sign.trim() === sign)) {
    problems.push('currency must list signs or codes without digits and brackets, such as €');
  }
  const styles = [...negative, ...positive].map(signStyle);
  const isKnown = (style: (typeof styles)[number]): boolean => style !== null;
  if (!styles.every(isKnown)) {
    problems.push('negative and positive must show a 1 with its sign, such as 1-, (1) or 1 DR');
  }
  if (hasTwoMeanings(rules, styles)) {
    problems.push('a sign of currency, negative or positive has two meanings');
  }
  const units = [percent, permille].filter((unit) => unit !== null);
  if (!units.every((unit: string) => ['fraction', 'as-is'].includes(unit))) {
    problems.push('percent and permille must be fraction or as-is');
  }
  if (units.length === 2 && units.includes('as-is')) {
    problems.push('percent and permille of one column must both be fraction');
  }
  if (!digits.every(isZero)) {
    problems.push('digits must list zeros of other scripts, such as ０');
  }
  return problems;
}

function hasTwoMeanings(
  { currency, decimal, groups, percent, permille }: NumberRules,
  styles: readonly ReturnType<typeof signStyle>[],
): boolean {
  const units = [percent === null ? [] : ['%'], permille === null ? [] : ['‰']].flat();
  const before = ['-', '+', ...currency, ...units];
  const after = [...currency, ...units];
  for (const style of styles) {
    if (style === null) continue;
    if (style.prefix === '') after.push(style.suffix);
    else before.push(style.prefix);
  }
  const marks = [decimal, ...groups].filter((sign) => sign !== null);
  return [before, after].some(
    (signs) => new Set([...signs, ...marks]).size < signs.length + marks.length,
  );
}

function limitProblems({ maxScale, maxExponent, percent, permille }: NumberRules): string[] {
  const problems: string[] = [];
  if (maxScale !== Infinity && (!Number.isSafeInteger(maxScale) || maxScale < 0)) {
    problems.push('maxScale must be a whole number from 0');
  }
  if (!Number.isSafeInteger(maxExponent) || maxExponent < 1 || maxExponent > largestExponent) {
    problems.push(`maxExponent must be a whole number from 1 to ${largestExponent}`);
  }
  if (maxScale === 0 && [percent, permille].includes('fraction')) {
    problems.push('a fraction of percent or permille is no whole number');
  }
  return problems;
}

/** The digits of a script are ten consecutive characters. */
function isZero(digit: string): boolean {
  const code = digit.charCodeAt(0);
  const isDigit = (at: number): boolean => anyDigit.test(String.fromCharCode(at));
  return digit.length === 1 && isDigit(code) && !isDigit(code - 1) && isDigit(code + 9);
}
