/** Copies what `known` has no key for, as valibot's loose objects do. */
export function copyOthers(input: object, output: Record<string, unknown>, known: object): void {
  for (const key in input) {
    if (!Object.hasOwn(input, key) || Object.hasOwn(known, key)) continue;
    if (key === '__proto__' || key === 'prototype' || key === 'constructor') continue;
    output[key] = (input as Record<string, unknown>)[key];
  }
}

/** Returns whether the input has a key that `known` has not, as valibot's strict objects ask. */
export function hasOthers(input: object, known: object): boolean {
  for (const key in input) if (!Object.hasOwn(known, key)) return true;
  return false;
}
