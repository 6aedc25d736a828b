import { twinOf } from '../plan/genuine-node.js';
import type { Dataset, RunConfig, SchemaNode } from '../plan/schema-node.js';
import type { StandardSchema } from '../standard-schema.js';

/**
 * Returns a function that reads valibot's global configuration: what the Standard Schema interface of a schema
 * passes to it. Null where it cannot be read.
 */
export function configReader(node: SchemaNode): (() => RunConfig) | null {
  const probe = twinOf(node);
  if (probe === null || !('~standard' in probe)) return null;
  const { validate } = (probe as SchemaNode & StandardSchema)['~standard'];
  const read: { config?: RunConfig } = {};
  const keep = (dataset: Dataset, config: RunConfig): Dataset => {
    read.config = config;
    return dataset;
  };
  Object.assign(probe, { '~run': keep });
  const reader = (): RunConfig => {
    void validate(undefined);
    return read.config ?? {};
  };
  reader();
  return read.config === undefined ? null : reader;
}
