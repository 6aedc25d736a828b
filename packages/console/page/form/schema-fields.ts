import type { Choice, FieldRules, FormField, ScalarKind } from './form-field.js';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Returns the fields that ask for the properties of an object, by its JSON Schema. A property that no
 * other field can ask for becomes a field that takes JSON.
 *
 * @param path - Where the object belongs, such as `params`.
 */
export function schemaFields(schema: Schema, path: string): readonly FormField[] {
  return fieldsOf(schema, path, true);
}

/** Whether a form of fields asks for all that a schema allows. */
export function hasFields(schema: unknown): schema is Schema {
  if (!isSchema(schema) || schema['type'] !== 'object') return false;
  return isSchema(schema['properties']) && schema['additionalProperties'] !== true;
}

function fieldsOf(schema: Schema, path: string, canHoldObjects: boolean): readonly FormField[] {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(name, isSchema(property) ? property : {}, {
      path: `${path}.${name}`,
      isRequired: required.has(name),
      canHoldObjects,
    }),
  );
}

interface FieldPlace {
  readonly path: string;
  readonly isRequired: boolean;
  readonly canHoldObjects: boolean;
}

function fieldOf(name: string, given: Schema, place: FieldPlace): FormField {
  const { path, isRequired, canHoldObjects } = place;
  const { schema, isNullable } = withoutNull(given);
  const field = {
    path,
    name,
    label: textOf(given['title'] ?? schema['title']) ?? name,
    description: textOf(given['description'] ?? schema['description']) ?? '',
    kind: 'json' as const,
    isRequired,
    isNullable,
    preset: given['default'] ?? schema['default'],
    rules: rulesOf(schema),
    choices: [],
    itemKind: 'text' as const,
    fields: [],
  };
  const scalar = scalarOf(schema);
  if (scalar !== null) return { ...field, ...scalar };
  if (schema['type'] === 'array' && isSchema(schema['items'])) {
    const { schema: items, isNullable: hasNulls } = withoutNull(schema['items']);
    const item = scalarOf(items);
    if (item === null || hasNulls) return field;
    const rules = { ...rulesOf(items), ...listRules(schema) };
    return { ...field, kind: 'list', itemKind: item.kind, choices: item.choices, rules };
  }
  if (canHoldObjects && !isNullable && hasFields(schema)) {
    return { ...field, kind: 'object', fields: fieldsOf(schema, path, false) };
  }
  return field;
}

interface Scalar {
  readonly kind: ScalarKind;
  readonly choices: readonly Choice[];
}

function scalarOf(schema: Schema): Scalar | null {
  const choices = choicesOf(schema);
  // Choices that look the same, or like none, can only be written.
  const texts = new Set(choices?.map(String));
  if (choices !== null && (texts.size < choices.length || texts.has(''))) return null;
  if (choices !== null) return { kind: 'choice', choices };
  if ('anyOf' in schema || 'oneOf' in schema || 'allOf' in schema) return null;
  switch (schema['type']) {
    case 'string': {
      const { format } = schema;
      return { kind: format === 'date' || format === 'date-time' ? format : 'text', choices: [] };
    }
    case 'number':
    case 'integer':
    case 'boolean':
      return { kind: schema['type'], choices: [] };
    default:
      return null;
  }
}

/** Returns the values of an enumeration, however it is written; null: it is none. */
function choicesOf(schema: Schema): readonly Choice[] | null {
  const given: readonly unknown[] | undefined = Array.isArray(schema['enum'])
    ? schema['enum']
    : 'const' in schema
      ? [schema['const']]
      : alternativesOf(schema)?.flatMap<unknown>((one) => choicesOf(one) ?? [null]);
  return given !== undefined && given.length > 0 && given.every(isChoice) ? given : null;
}

function isChoice(value: unknown): value is Choice {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Removes null from what a schema allows. */
function withoutNull(schema: Schema): { readonly schema: Schema; readonly isNullable: boolean } {
  const { type } = schema;
  if (Array.isArray(type) && type.includes('null')) {
    const others = type.filter((name) => name !== 'null') as readonly unknown[];
    const rest = { ...schema, type: others.length === 1 ? others[0] : others };
    return { schema: withoutNullChoice(rest), isNullable: true };
  }
  const alternatives = alternativesOf(schema);
  const others = alternatives?.filter((one) => one['type'] !== 'null' && one['const'] !== null);
  if (alternatives === undefined || others?.length === alternatives.length) {
    return { schema, isNullable: false };
  }
  const [first, ...more] = others ?? [];
  const rest = first !== undefined && more.length === 0 ? first : { anyOf: others };
  return { schema: rest, isNullable: true };
}

function withoutNullChoice(schema: Schema): Schema {
  if (!Array.isArray(schema['enum'])) return schema;
  return { ...schema, enum: schema['enum'].filter((value) => value !== null) };
}

function alternativesOf(schema: Schema): readonly Schema[] | undefined {
  const given = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(given) && given.every(isSchema) ? given : undefined;
}

function rulesOf(schema: Schema): FieldRules {
  return {
    minimum: numberOf(schema['minimum']),
    maximum: numberOf(schema['maximum']),
    above: numberOf(schema['exclusiveMinimum']),
    below: numberOf(schema['exclusiveMaximum']),
    multipleOf: numberOf(schema['multipleOf']),
    minLength: numberOf(schema['minLength']),
    maxLength: numberOf(schema['maxLength']),
    pattern: textOf(schema['pattern']),
  };
}

function listRules(schema: Schema): FieldRules {
  return { minItems: numberOf(schema['minItems']), maxItems: numberOf(schema['maxItems']) };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
