import type { RootField } from '../plan/plan.js';
import type { RootObject } from '../plan/root-plan.js';
import type { Dataset, RunConfig, SchemaNode } from '../plan/schema-node.js';

type Output = Record<string, unknown>;

/** Returns the fields that have functions of the user. */
export function lateFields({ fields }: RootObject): readonly RootField[] {
  return fields.filter(({ plan, transforms }) => plan === null || transforms.length > 0);
}

/** Calls the transformations of fields that have no other functions of the user. */
export function transformFields(late: readonly RootField[], output: Output): void {
  for (const { key, transforms } of late) {
    if (Object.hasOwn(output, key)) transformField(transforms, key, output);
  }
}

function transformField(transforms: RootField['transforms'], key: string, output: Output): void {
  for (const transform of transforms) output[key] = transform.operation?.(output[key]);
}

/**
 * Runs the fields that have functions of the user, after all others have passed, in the order of the entries.
 * Each function is called once: where a field fails, valibot's own object makes paths and issues from what
 * the fields have returned.
 */
export function runLateFields(
  object: RootObject,
  late: readonly RootField[],
  input: object,
  output: Output,
  config: RunConfig,
): Dataset {
  const datasets = new Map<string, Dataset>();
  let isTyped = true;
  let hasFailed = false;
  for (const { key, node, plan, transforms } of late) {
    if (!Object.hasOwn(output, key)) continue;
    if (plan !== null) {
      transformField(transforms, key, output);
      continue;
    }
    const dataset = node['~run']({ value: output[key] }, config);
    output[key] = dataset.value;
    datasets.set(key, dataset);
    if (dataset.typed !== true) isTyped = false;
    if (dataset.issues === undefined) continue;
    hasFailed = true;
    if (config.abortEarly === true) break;
  }
  return hasFailed
    ? failedObject(object, input, output, datasets, config)
    : { value: output, typed: isTyped };
}

function failedObject(
  { node, fields }: RootObject,
  input: object,
  output: Output,
  datasets: ReadonlyMap<string, Dataset>,
  config: RunConfig,
): Dataset {
  const entries = Object.fromEntries(
    fields.map((field) => {
      const { key } = field;
      return [key, knownField(field, datasets.get(key) ?? { value: output[key], typed: true })];
    }),
  );
  const known = Object.create(node, { entries: { value: entries } }) as SchemaNode;
  return known['~run']({ value: input }, config);
}

/** An entry whose outcome is known. */
function knownField({ node }: RootField, dataset: Dataset): SchemaNode {
  return Object.create(node, { '~run': { value: () => dataset } }) as SchemaNode;
}
