import { JsonNumber, type NumberTexts } from '@wdh/pipeline-core';
import { wouldChange } from './refusal/value-refusal.js';

/**
 * Returns the value for a JSON column: a number if the source delivered the text of one.
 *
 * @throws ValueRefusal if the text may have been a number or a string, as in a row that a step
 * created.
 */
export function restoredNumber(
  row: object,
  property: string,
  value: unknown,
  texts: NumberTexts,
): unknown {
  if (typeof value !== 'string') return value;
  const wasNumber = texts.wasNumber(row, property, value);
  if (wasNumber === null) {
    throw wouldChange(
      "a text that may be a JSON number or a string, in a row that a step created: use a JsonNumber, or read with numbers: 'number'",
    );
  }
  return wasNumber ? new JsonNumber(value) : value;
}
