import type { NumberTexts } from '@wdh/pipeline-core';
import { parseRecordJson } from './record-json.js';
import type { RecordTypes, ValueType } from './record-types.js';

/** Makes values that JSON does not have, from what their JSON is. */
const restored: Readonly<Record<ValueType, (json: unknown) => unknown>> = {
  'number text': (text) => text,
  bigint: (text) => BigInt(String(text)),
  Date: (text) => new Date(String(text)),
  undefined: () => undefined,
  NaN: () => NaN,
  Infinity: () => Infinity,
  '-Infinity': () => -Infinity,
  '-0': () => -0,
};

/**
 * Makes a record again as the reader delivered it.
 *
 * @param numberTexts - Records which of its texts were numbers.
 */
export function restoredRecord(
  json: string,
  types: RecordTypes | null,
  numberTexts: NumberTexts,
): Record<string, unknown> {
  const row = parseRecordJson(json) as Record<string, unknown>;
  const columns = types?.columns ?? [];
  for (const [name, type] of columns) setOwn(row, name, restored[type](row[name]));
  if (types?.hasNumberTexts === true) {
    const original = { ...row };
    for (const [name, type] of columns) {
      if (type === 'number text') setOwn(original, name, Number(row[name]));
    }
    numberTexts.note(row, original);
  }
  return row;
}

/** An own property, also for a column named `__proto__`. */
function setOwn(row: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(row, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
