import { type ConversionPlan, undecided } from './plan.js';
import type { SchemaNode } from './schema-node.js';

const noConfig = Object.freeze({});

/** A plan that calls valibot's own code for one node that is free of functions of the user. */
export function ownCode(node: SchemaNode): ConversionPlan {
  return {
    kind: 'conversion',
    convert: (value: unknown) => {
      const dataset = node['~run']({ value, typed: true }, noConfig);
      return dataset.issues === undefined && dataset.typed === true ? dataset.value : undecided;
    },
  };
}

/** Actions that need nothing but the value: valibot's own code runs them. */
export const plainActions: ReadonlySet<unknown> = new Set([
  'bytes',
  'code_points',
  'entries',
  'graphemes',
  'max_bytes',
  'max_code_points',
  'max_entries',
  'max_graphemes',
  'max_size',
  'max_words',
  'mime_type',
  'min_bytes',
  'min_code_points',
  'min_entries',
  'min_graphemes',
  'min_size',
  'min_words',
  'multiple_of',
  'normalize',
  'not_bytes',
  'not_code_points',
  'not_entries',
  'not_graphemes',
  'not_size',
  'not_value',
  'not_values',
  'not_words',
  'parse_boolean',
  'size',
  'to_camel_case',
  'to_kebab_case',
  'to_max_value',
  'to_min_value',
  'to_pascal_case',
  'to_snake_case',
  'value',
  'values',
  'words',
]);

/** Schemas without parts that need nothing but the value. */
export const plainSchemas: ReadonlySet<unknown> = new Set([
  'blob',
  'file',
  'function',
  'never',
  'promise',
]);
