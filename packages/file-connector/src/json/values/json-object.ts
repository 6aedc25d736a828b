import type { NumberTexts } from '@wdh/pipeline-core';
import { isExactNumber } from './exact-number.js';
import { withNumberTexts } from './number-texts.js';
import { type JsonShape, scanJson } from './scan-json.js';

/** A fault in the text of a JSON object. */
export type JsonLineCode =
  | 'INVALID_JSON'
  | 'NOT_AN_OBJECT'
  | 'JSON_TOO_DEEP'
  | 'DUPLICATE_KEY'
  | 'NUMBER_NOT_EXACT'
  | 'INVALID_TEXT';

/** The row of a JSON object, or its fault. */
export type JsonObject =
  | { readonly row: JsonRow; readonly fault: null }
  | { readonly row: null; readonly fault: JsonFault };

/** A JSON object as a row. */
export type JsonRow = Record<string, unknown>;

/** The reason why a text is not a row. */
export interface JsonFault {
  readonly code: JsonLineCode;
  /** The invalid property; null where the text as a whole is invalid. */
  readonly field: string | null;
  readonly message: string;
}

/** Deeper than any real document; bounds the recursion of functions that traverse a row. */
const maxDepth = 512;
const mayBeInexact = /[\d.]{16}|\d[eE]/;
const unloadable = /[\0\p{Surrogate}]/u;

/**
 * Reads the text of one JSON object without loss: values that `JSON.parse` would round, drop or make
 * unloadable are faults, and so are more than 512 nested arrays and objects.
 *
 * @param numbers - `number`: a number that JavaScript would round is a fault. `text`: every number
 * of the row is returned as its text in the file; numbers within documents stay numbers.
 * @param known.numberTexts - Records which texts of the row were numbers.
 * @param known.shape - The counts of the text, where it was scanned before.
 * @param known.shapeRow - Gives the row its columns, or a fault.
 * @see https://www.rfc-editor.org/rfc/rfc8259 (sections 4 and 6)
 */
export function readJsonObject(
  text: string,
  numbers: 'number' | 'text',
  known: {
    readonly numberTexts?: NumberTexts | undefined;
    readonly shape?: JsonShape | undefined;
    readonly shapeRow?: ((row: JsonRow, numbers: 'number' | 'text') => JsonObject) | null;
  } = {},
): JsonObject {
  const value = parsed(text);
  if (value === undefined)
    return fault('INVALID_JSON', null, 'expected one JSON object on the line');
  if (!isRow(value)) return fault('NOT_AN_OBJECT', null, 'expected a JSON object');
  const { depth, keyCount } = known.shape ?? scanJson(text);
  if (depth > maxDepth) {
    const expected = `expected at most ${maxDepth} nested arrays and objects`;
    return fault('JSON_TOO_DEEP', null, expected);
  }
  if (keyCount !== countKeys(value)) {
    return fault('DUPLICATE_KEY', null, 'expected every key only once in its object');
  }
  const badField = text.includes('\\u')
    ? Object.keys(value).find((key) => unloadable.test(key) || holdsUnloadable(value[key]))
    : undefined;
  if (badField !== undefined) {
    const field = unloadable.test(badField) ? null : badField;
    return fault('INVALID_TEXT', field, 'expected text without NUL and halves of surrogate pairs');
  }
  const { numberTexts, shapeRow = null } = known;
  if (numbers === 'text') {
    const row = withNumberTexts(text);
    const shaped = shapeRow === null ? { row, fault: null } : shapeRow(row, 'text');
    if (shaped.fault !== null) return shaped;
    numberTexts?.note(shaped.row, shapeRow?.(value, 'number').row ?? value);
    return shaped;
  }
  if (mayBeInexact.test(text) && hasInexactNumber(text)) {
    const expected =
      'expected numbers that JavaScript represents exactly: quote them, or read numbers as text';
    return fault('NUMBER_NOT_EXACT', null, expected);
  }
  return shapeRow === null ? { row: value, fault: null } : shapeRow(value, 'number');
}

function fault(code: JsonLineCode, field: string | null, message: string): JsonObject {
  return { row: null, fault: { code, field, message } };
}

/** Returns undefined for invalid JSON, as JSON itself has no such value. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isRow = (value: unknown): value is JsonRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const part of Object.values(value)) count += countKeys(part);
  return count;
}

function holdsUnloadable(value: unknown): boolean {
  if (typeof value === 'string') return unloadable.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => unloadable.test(key) || holdsUnloadable(part));
}

function hasInexactNumber(text: string): boolean {
  let hasInexact = false;
  scanJson(text, (start, end) => {
    hasInexact ||= !isExactNumber(text.slice(start, end));
  });
  return hasInexact;
}
