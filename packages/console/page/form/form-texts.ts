import type { FormField } from './form-field.js';
import type { FormTexts } from './form-value.js';

/** Returns the texts that fields show first: of a value that is repeated, or of their presets. */
export function formTexts(
  fields: readonly FormField[],
  value?: Readonly<Record<string, unknown>>,
): FormTexts {
  const texts: Record<string, string | null> = {};
  for (const field of fields) {
    const own = value === undefined ? field.preset : ownOf(value, field.name);
    if (field.kind === 'object') {
      const inner = isObject(own) ? own : undefined;
      // An object that may be left out stays empty, without the presets of its fields.
      const isLeftOut = value !== undefined || !field.isRequired;
      Object.assign(texts, formTexts(field.fields, inner ?? (isLeftOut ? {} : undefined)));
    } else if (own !== undefined) {
      texts[field.path] = textOf(field, own);
    }
  }
  return texts;
}

function textOf(field: FormField, value: unknown): string | null {
  if (value === null) return field.isNullable ? null : '';
  if (field.kind === 'json') return JSON.stringify(value, null, 2);
  if (field.kind === 'list' && Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function ownOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
