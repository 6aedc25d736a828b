import type { Choice, FieldRules, ScalarKind } from './form-field.js';

/** The value of a text that was written into a field, or what is wrong with it. */
export type Entered = { readonly value: unknown } | { readonly problem: string };

/** What a text is read as. */
export interface ScalarField {
  readonly kind: ScalarKind;
  readonly choices: readonly Choice[];
  readonly rules: FieldRules;
}

/** Reads one value. */
export function scalarValue(field: ScalarField, text: string): Entered {
  switch (field.kind) {
    case 'text':
      return checkedText(text, field.rules);
    case 'number':
    case 'integer':
      return checkedNumber(text.trim(), field.kind, field.rules);
    case 'boolean': {
      const word = text.trim().toLowerCase();
      if (word === 'true' || word === 'false') return { value: word === 'true' };
      return { problem: 'Write true or false.' };
    }
    case 'choice': {
      const found = field.choices.find((choice) => String(choice) === text);
      if (found !== undefined) return { value: found };
      return { problem: `Choose one of ${field.choices.map(String).join(', ')}.` };
    }
    case 'date':
      return isDay(text.trim())
        ? { value: text.trim() }
        : { problem: 'Write a day that exists, as YYYY-MM-DD.' };
    case 'date-time':
      return isTime(text.trim())
        ? { value: text.trim() }
        : { problem: 'Write a time such as 2026-01-31T08:30:00Z.' };
  }
}

function checkedText(text: string, { minLength, maxLength, pattern }: FieldRules): Entered {
  const { length } = text;
  if (minLength !== undefined && length < minLength) {
    return { problem: `Write at least ${counted(minLength, 'character')}.` };
  }
  if (maxLength !== undefined && length > maxLength) {
    return {
      problem: `Write at most ${counted(maxLength, 'character')}: these are ${String(length)}.`,
    };
  }
  if (pattern !== undefined && !matches(pattern, text)) {
    return { problem: `This does not match the pattern ${pattern}.` };
  }
  return { value: text };
}

/**
 * Whether a text matches. JSON Schema does not say whether case counts: that is left to the server, as
 * is a pattern that this browser cannot read.
 */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'iu').test(text);
  } catch {
    return true;
  }
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;

function checkedNumber(text: string, kind: 'number' | 'integer', rules: FieldRules): Entered {
  const { minimum, maximum, above, below, multipleOf } = rules;
  const value = Number(text);
  const isWhole = kind === 'integer';
  if (!decimal.test(text) || !Number.isFinite(value)) {
    return {
      problem: `Write a ${isWhole ? 'whole number' : 'number'}, with a point for decimals.`,
    };
  }
  if (isWhole && !Number.isInteger(value)) return { problem: 'Write a whole number.' };
  if (isWhole && !Number.isSafeInteger(value)) return { problem: 'This number is too large.' };
  if (minimum !== undefined && value < minimum) return { problem: atLeast(minimum) };
  if (maximum !== undefined && value > maximum) return { problem: atMost(maximum) };
  if (above !== undefined && value <= above)
    return { problem: `Write more than ${String(above)}.` };
  if (below !== undefined && value >= below)
    return { problem: `Write less than ${String(below)}.` };
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    return { problem: `Write a multiple of ${String(multipleOf)}.` };
  }
  return { value };
}

function atLeast(minimum: number): string {
  return `Write ${String(minimum)} or more.`;
}

function atMost(maximum: number): string {
  return `Write ${String(maximum)} or less.`;
}

/** 0.3 is a multiple of 0.1, although its quotient in binary is not whole. */
function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
}

/** Returns a number with its noun, such as `1 character`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Whether a text is a day of the calendar, such as `2026-01-31`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // A day past the end of its month rolls over into the next one.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  const [day = '', time = ''] = text.split(/[T ]/u);
  const pattern = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/u;
  return isDay(day) && pattern.test(time);
}
