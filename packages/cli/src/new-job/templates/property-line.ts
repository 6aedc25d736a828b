/** Longest line, as prettier is configured in most projects of this kind. */
const printWidth = 100;

/** Prints a property of an object as prettier does: a value that does not fit is on its own line. */
export function propertyLine(indent: string, name: string, value: string): string {
  const line = `${indent}${name}: ${value},`;
  return line.length <= printWidth ? line : `${indent}${name}:\n${indent}  ${value},`;
}
