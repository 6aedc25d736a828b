import type { Dataset, RunConfig, SchemaNode } from '../plan/schema-node.js';

/** Runs the rest of a pipe by valibot's own code, as its pipe does. */
export function runTail(items: readonly SchemaNode[], given: Dataset, config: RunConfig): Dataset {
  const stopsAtIssue = config.abortEarly === true || config.abortPipeEarly === true;
  let dataset = given;
  for (const item of items) {
    if (
      dataset.issues !== undefined &&
      (item.kind === 'schema' || item.kind === 'transformation')
    ) {
      dataset.typed = false;
      break;
    }
    if (dataset.issues === undefined || !stopsAtIssue) dataset = item['~run'](dataset, config);
  }
  return dataset;
}
