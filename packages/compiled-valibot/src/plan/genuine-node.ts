import { isNode, type SchemaNode } from './schema-node.js';

type Make = (...args: readonly unknown[]) => unknown;

/**
 * Returns whether a node runs the code of valibot that its `type` stands for. `config`, `fallback`, `cache`
 * and code of others copy a node and replace its `~run`, so its text is compared with that of a new node of
 * the same maker. Nothing depends on names, so minified code is recognized too.
 */
export function isGenuine(node: SchemaNode): boolean {
  if (node.async === true) return false;
  const text = String(node['~run']);
  if (node.pipe !== undefined) return Array.isArray(node.pipe) && isTextOfPipe(text);
  const twin = twinOf(node);
  return twin !== null && text === String(twin['~run']);
}

/** A pipe has no maker to ask. Property names survive a minifier, and only a pipe uses these. */
function isTextOfPipe(text: string): boolean {
  return text.length < 800 && text.includes('abortPipeEarly') && text.includes('metadata');
}

/** Makes another node of the same kind, with arguments of which only the shape matters; null if it cannot. */
export function twinOf(node: SchemaNode): SchemaNode | null {
  const { reference } = node;
  if (typeof reference !== 'function') return null;
  try {
    const twin = (reference as Make)(...argumentsFor(node));
    return isNode(twin) && twin.kind === node.kind && twin.type === node.type ? twin : null;
  } catch {
    return null;
  }
}

function argumentsFor(node: SchemaNode): readonly unknown[] {
  switch (node.type) {
    case 'object':
    case 'loose_object':
    case 'strict_object':
    case 'object_with_rest':
    case 'enum':
      return [{}];
    case 'array':
      return [node.item];
    case 'record':
    case 'map':
      return [node.key, node.value];
    case 'variant':
      return ['type', []];
    case 'tuple':
    case 'loose_tuple':
    case 'strict_tuple':
    case 'tuple_with_rest':
    case 'union':
    case 'intersect':
    case 'picklist':
    case 'hash':
    case 'values':
    case 'not_values':
    case 'mime_type':
      return [[]];
    default:
      return [node.wrapped ?? node.value ?? node.requirement];
  }
}
