import { toJsonSchema } from '@valibot/to-json-schema';
import type { Job } from '@wdh/job';
import type { GenericSchema } from 'valibot';

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The draft whose words a form understands. */
const target = 'draft-2020-12';

/**
 * Returns the JSON Schema of the parameters of a job; null if it has none, or if its schema describes
 * nothing. What a schema checks beyond JSON Schema is left out: the run checks it.
 */
export function paramsSchema({ params }: Pick<Job, 'params'>): JsonSchema | null {
  if (params === null) return null;
  try {
    const described = ownSchema(params['~standard']) ?? schemaOfValibot(params);
    return described !== null && isJsonObject(described) ? described : null;
  } catch {
    // A part that JSON Schema cannot describe.
    return null;
  }
}

/** Of a library that follows Standard JSON Schema. */
function ownSchema(standard: object): unknown {
  if (!('jsonSchema' in standard)) return null;
  const { input } = Object(standard.jsonSchema) as { readonly input?: unknown };
  return typeof input === 'function'
    ? (input.call(standard.jsonSchema, { target }) as unknown)
    : null;
}

function schemaOfValibot(params: NonNullable<Job['params']>): unknown {
  if (params['~standard'].vendor !== 'valibot') return null;
  return toJsonSchema(params as GenericSchema, { errorMode: 'ignore', typeMode: 'input', target });
}

/** A form needs the fields of an object. */
function isJsonObject(schema: unknown): schema is JsonSchema {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return false;
  return typeof schema.properties === 'object' && schema.properties !== null;
}
