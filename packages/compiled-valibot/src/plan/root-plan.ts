import { isGenuine } from './genuine-node.js';
import { knownKeys } from './known-keys.js';
import { isPlain, othersOf, planLimits, type PlanLimits, planOf, whenMissing } from './plan-of.js';
import type { ObjectPlan, Plan, RootField } from './plan.js';
import { isNode, itemsOf, type SchemaNode } from './schema-node.js';

/** The outermost object of a schema, some of whose fields have functions of the user. */
export interface RootObject extends ObjectPlan<RootField> {
  readonly node: SchemaNode;
}

/** What the fast path does for a whole schema. */
export interface RootPlan {
  /** Without functions of the user, or an object of which only some fields have them. */
  readonly head: { readonly plan: Plan } | { readonly object: RootObject };
  /** The items of the schema's pipe after the head: valibot's own code runs them. */
  readonly tail: readonly SchemaNode[];
  /** The schema, or the first one in its pipe. */
  readonly first: SchemaNode;
}

/** Returns the plan of a schema; null where nothing in it can be done faster. */
export function rootPlan(schema: unknown): RootPlan | null {
  if (!isNode(schema) || schema.kind !== 'schema' || !isGenuine(schema)) return null;
  const items = itemsOf(schema);
  const [first, ...later] = items;
  if (first === undefined || items.some(({ async }) => async === true)) return null;
  const limits = planLimits();
  const plans = plansBefore(items, limits);
  if (plans.length > 0) {
    const tail = items.slice(plans.length);
    const [only] = plans;
    const plan = plans.length === 1 && only !== undefined ? only : sequenceOf(plans);
    return { head: { plan }, tail, first };
  }
  const object = rootObject(first, limits);
  return object && { head: { object }, tail: later, first };
}

function sequenceOf(plans: readonly Plan[]): Plan {
  return { kind: 'sequence', plans };
}

/** The plans of the first items, up to the first one that has none. */
function plansBefore(items: readonly SchemaNode[], limits: PlanLimits): readonly Plan[] {
  const plans: Plan[] = [];
  for (const item of items) {
    const plan = planOf(item, limits);
    if (plan === null) break;
    plans.push(plan);
  }
  return plans;
}

const objects: ReadonlySet<unknown> = new Set(['object', 'loose_object', 'strict_object']);

function rootObject(node: SchemaNode, limits: PlanLimits): RootObject | null {
  if (!objects.has(node.type) || node.pipe !== undefined || !isGenuine(node)) return null;
  const { entries = {} } = node;
  if (!isPlain(entries)) return null;
  const fields: RootField[] = [];
  for (const key in entries) {
    const entry = entries[key];
    if (!isNode(entry) || entry.async === true) return null;
    fields.push(rootField(key, entry, limits));
  }
  const isWorthIt = fields.some(({ plan }) => plan !== null);
  if (!isWorthIt) return null;
  return { kind: 'object', fields, others: othersOf(node), known: knownKeys(node), node };
}

function rootField(key: string, node: SchemaNode, limits: PlanLimits): RootField {
  const field = { key, node, whenMissing: whenMissing(node) };
  const whole = planOf(node, limits);
  if (whole !== null) return { ...field, plan: whole, transforms: [] };
  const items = isGenuine(node) ? itemsOf(node) : [];
  const plans = plansBefore(items, limits);
  const transforms = items.slice(plans.length).filter((item) => !isNothing(item));
  const canFail = plans.length === 0 || !transforms.every(isTransform);
  if (canFail) return { ...field, plan: null, transforms: [] };
  return { ...field, plan: sequenceOf(plans), transforms };
}

function isTransform(node: SchemaNode): boolean {
  return node.type === 'transform' && typeof node.operation === 'function' && isGenuine(node);
}

function isNothing(node: SchemaNode): boolean {
  const { type } = node;
  return (type === 'brand' || type === 'flavor' || type === 'readonly') && isGenuine(node);
}
