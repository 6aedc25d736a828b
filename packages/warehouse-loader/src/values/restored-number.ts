import { JsonNumber, type NumberTexts } from '@wdh/pipeline-core';
import { wouldChange } from './refusal/value-refusal.js';

/**
 * Returns the value that goes to a JSON column: the number where the source gave the text of one.
 *
 * @throws ValueRefusal where the text may have been a number or a string, as in a row of a step.
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
      "a text that may be a number of JSON or a string, in a row that a step made: make it a JsonNumber, or read with numbers: 'number'",
    );
  }
  return wasNumber ? new JsonNumber(value) : value;
}
