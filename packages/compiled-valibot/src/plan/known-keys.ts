import { twinOf } from './genuine-node.js';
import type { SchemaNode } from './schema-node.js';

/**
 * Returns an object whose own keys are those that an object of valibot takes for its entries. Before valibot 1.5,
 * loose objects take what every object inherits, such as `toString`, for entries too, and do not copy it.
 */
export function knownKeys(node: SchemaNode): object {
  const { type, entries = {} } = node;
  if (type !== 'loose_object' || copiesInherited(node)) return entries;
  const names = prototypesOf(entries).flatMap((one) => Object.getOwnPropertyNames(one));
  return Object.fromEntries(names.map((name) => [name, true]));
}

/** An object and those that it inherits from. */
function prototypesOf(one: object): readonly object[] {
  const above = Reflect.getPrototypeOf(one);
  return above === null ? [one] : [one, ...prototypesOf(above)];
}

/** Asks the code of valibot, for a loose object without entries. */
function copiesInherited(node: SchemaNode): boolean {
  const output = twinOf(node)?.['~run']({ value: { toString: null } }, {}).value;
  return typeof output === 'object' && output !== null && Object.hasOwn(output, 'toString');
}
