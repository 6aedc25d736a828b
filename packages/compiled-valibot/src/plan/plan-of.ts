import { actionRules } from './action-rules.js';
import { isGenuine } from './genuine-node.js';
import { knownKeys } from './known-keys.js';
import { ownCode, plainActions, plainSchemas } from './own-code.js';
import type { AbsencePlan, FieldPlan, ObjectPlan, Plan } from './plan.js';
import { isNode, itemsOf, type SchemaNode } from './schema-node.js';
import { schemaRules } from './schema-rules.js';

/** How much of a schema may still be planned: one that contains itself has no end. */
export interface PlanLimits {
  nodes: number;
  depth: number;
}

/** Returns the limits for a whole schema. */
export function planLimits(): PlanLimits {
  return { nodes: 20_000, depth: 200 };
}

/**
 * Returns the plan of a node; null where a part is unknown, asynchronous, or a function of the user, and beyond
 * the limits.
 */
export function planOf(node: unknown, limits: PlanLimits): Plan | null {
  if (limits.nodes <= 0 || limits.depth <= 0 || !isNode(node) || !isGenuine(node)) return null;
  limits.nodes -= 1;
  limits.depth -= 1;
  const plan = planOfGenuine(node, limits);
  limits.depth += 1;
  return plan;
}

function planOfGenuine(node: SchemaNode, limits: PlanLimits): Plan | null {
  if (node.pipe !== undefined) {
    const plans = plansOf(itemsOf(node), limits);
    return plans && { kind: 'sequence', plans };
  }
  if (node.kind !== 'schema') return planOfAction(node);
  const rule = schemaRules.get(node.type);
  if (rule !== undefined) return rule(node);
  return planOfParts(node, limits);
}

function planOfAction(node: SchemaNode): Plan | null {
  const plan = actionRules.get(node.type)?.(node) ?? null;
  return plan ?? (plainActions.has(node.type) ? ownCode(node) : null);
}

/** The plans of all; null where one of them has none. */
function plansOf(nodes: readonly unknown[], limits: PlanLimits): readonly Plan[] | null {
  const plans: Plan[] = [];
  for (const node of nodes) {
    const plan = planOf(node, limits);
    if (plan === null) return null;
    plans.push(plan);
  }
  return plans;
}

function planOfParts(node: SchemaNode, limits: PlanLimits): Plan | null {
  switch (node.type) {
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return planOfObject(node, limits);
    case 'array': {
      const item = planOf(node.item, limits);
      return item && { kind: 'array', item };
    }
    case 'nullable':
      return planOfAbsence(node, limits, true, false);
    case 'optional':
    case 'undefinedable':
      return planOfAbsence(node, limits, false, true);
    case 'nullish':
      return planOfAbsence(node, limits, true, true);
    case 'exact_optional':
      return typeof node.default === 'function' ? null : planOf(node.wrapped, limits);
    case 'non_nullable':
    case 'non_nullish':
    case 'non_optional':
      return planOf(node.wrapped, limits) && ownCode(node);
    case 'tuple':
    case 'loose_tuple':
    case 'strict_tuple':
    case 'tuple_with_rest':
    case 'union':
    case 'intersect':
    case 'variant':
    case 'record':
    case 'map':
    case 'set':
    case 'object_with_rest':
      return plansOf(partsOf(node), limits) && ownCode(node);
    default:
      return plainSchemas.has(node.type) ? ownCode(node) : null;
  }
}

/** Not by spreading the node: its properties may be inherited. */
function partsOf(node: SchemaNode): readonly unknown[] {
  const { type } = node;
  if (type === 'union' || type === 'intersect' || type === 'variant') return node.options ?? [null];
  if (type === 'record' || type === 'map') return [node.key, node.value];
  if (type === 'set') return [node.value];
  const parts: unknown[] = [...(node.items ?? [])];
  for (const key in node.entries) parts.push(node.entries[key]);
  return type === 'tuple_with_rest' || type === 'object_with_rest' ? [...parts, node.rest] : parts;
}

function planOfAbsence(
  node: SchemaNode,
  limits: PlanLimits,
  ofNull: boolean,
  ofUndefined: boolean,
): AbsencePlan | null {
  const { default: standard } = node;
  if (typeof standard === 'function') return null;
  const wrapped = planOf(node.wrapped, limits);
  return wrapped && { kind: 'absence', ofNull, ofUndefined, standard, wrapped };
}

function planOfObject(node: SchemaNode, limits: PlanLimits): Plan | null {
  const fields: FieldPlan[] = [];
  const { entries = {} } = node;
  if (!isPlain(entries)) return null;
  for (const key in entries) {
    const entry = entries[key];
    const plan = planOf(entry, limits);
    if (plan === null || !isNode(entry)) return null;
    fields.push({ key, plan, whenMissing: whenMissing(entry) });
  }
  return { kind: 'object', fields, others: othersOf(node), known: knownKeys(node) };
}

/**
 * Returns whether each key of the entries is one of an output. Valibot also reads inherited ones, and an output with
 * the key `__proto__` would get another prototype.
 */
export function isPlain(entries: object): boolean {
  for (const key in entries) if (key === '__proto__' || !Object.hasOwn(entries, key)) return false;
  return true;
}

/** Finds what valibot does with other keys. */
export function othersOf({ type }: SchemaNode): ObjectPlan['others'] {
  return type === 'loose_object' ? 'copy' : type === 'strict_object' ? 'refuse' : 'leave';
}

/** Finds what valibot does for an entry whose key is missing. */
export function whenMissing(entry: SchemaNode): FieldPlan['whenMissing'] {
  const { type, fallback, default: value } = entry;
  if (type !== 'optional' && type !== 'exact_optional' && type !== 'nullish') return 'undecided';
  if (typeof value === 'function') return 'undecided';
  if (value !== undefined) return { value };
  return fallback === undefined ? 'none' : 'undecided';
}
