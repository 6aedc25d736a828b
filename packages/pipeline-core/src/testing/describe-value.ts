/**
 * Writes a value as text, so that two values have the same text exactly when they are equal field
 * by field, in any order of the fields.
 */
export function describeValue(value: unknown): string {
  return describe(value, []);
}

function describe(value: unknown, around: readonly object[]): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (around.includes(value)) return '(itself)';
  const part = (inner: unknown): string => describe(inner, [...around, value]);
  const inBraces = (parts: readonly string[]): string => `{${parts.join(', ')}}`;
  if (value instanceof Date) {
    return `Date ${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()}`;
  }
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(part).join(', ')}]`;
  if (value instanceof Set) return `Set ${inBraces([...value].map(part).sort())}`;
  if (value instanceof Map) {
    return `Map ${inBraces([...value].map(([key, inner]) => `${part(key)} => ${part(inner)}`).sort())}`;
  }
  const fields = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}: ${part(inner)}`);
  return `${kindOf(value)}${inBraces(fields)}`;
}

/** Names the class of anything but a plain object. */
function kindOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return '';
  return `${value.constructor.name} `;
}
