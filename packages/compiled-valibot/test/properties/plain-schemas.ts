import fc from 'fast-check';
import * as v from 'valibot';
import { called } from './calls.js';
import type { Kind } from './kind.js';
import { anything, instant, numbers, texts } from './values.js';

/** Schemas without parts. */
export const plainSchemas: readonly Kind[] = [
  { name: 'any', schema: v.any(), values: anything },
  { name: 'unknown', schema: v.unknown(), values: anything },
  { name: 'boolean', schema: v.boolean(), values: fc.boolean() },
  { name: 'bigint', schema: v.bigint(), values: fc.bigInt() },
  { name: 'symbol', schema: v.symbol(), values: fc.constant(Symbol.iterator) },
  { name: 'date', schema: v.date(), values: fc.date({ noInvalidDate: false }) },
  { name: 'dateFrom', schema: v.pipe(v.date(), v.minValue(instant)), values: fc.date() },
  { name: 'null', schema: v.null(), values: fc.constant(null) },
  { name: 'undefined', schema: v.undefined(), values: fc.constant(undefined) },
  { name: 'void', schema: v.void(), values: fc.constant(undefined) },
  { name: 'nan', schema: v.nan(), values: numbers },
  { name: 'never', schema: v.never(), values: anything },
  { name: 'function', schema: v.function(), values: fc.constant(Math.max) },
  { name: 'picklist', schema: v.picklist(['a', 'b', '1']), values: texts },
  {
    name: 'picklistOfMany',
    schema: v.picklist([0, NaN, 'a', 'b', 'ab', '1', 5n]),
    values: anything,
  },
  { name: 'emptyPicklist', schema: v.picklist([]), values: texts },
  { name: 'enum', schema: v.enum({ one: 'a', two: 2 }), values: anything },
  { name: 'literal', schema: v.literal('a'), values: texts },
  { name: 'literalZero', schema: v.literal(0), values: numbers },
  { name: 'literalNaN', schema: v.literal(NaN), values: numbers },
  { name: 'instance', schema: v.instance(Date), values: fc.date() },
  {
    name: 'custom',
    schema: v.custom((value) => called('custom', value, value !== 'a')),
    values: texts,
  },
  { name: 'lazy', schema: v.lazy(() => called('lazy', null, v.string())), values: texts },
  { name: 'fallback', schema: v.fallback(v.number(), 7), values: anything },
  { name: 'message', schema: v.message(v.string(), 'no'), values: anything },
  { name: 'config', schema: v.config(v.string(), { abortEarly: true }), values: anything },
  { name: 'cache', schema: v.cache(v.string()), values: texts },
];
