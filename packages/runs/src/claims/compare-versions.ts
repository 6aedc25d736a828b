/**
 * Compares versions of an input, such as `9` and `10`, or `2.9` and `2.10`: numbers by their value,
 * the rest by code points. Positive if the first is later.
 */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [partsOf(one), partsOf(other)];
  for (const [index, part] of ones.entries()) {
    const against = others[index];
    if (against === undefined) return 1;
    const order = compareParts(part, against);
    if (order !== 0) return order;
  }
  return ones.length - others.length;
}

const partsOf = (version: string): readonly string[] => version.match(/\d+|\D+/g) ?? [];

function compareParts(one: string, other: string): number {
  if (/^\d/.test(one) && /^\d/.test(other)) {
    const difference = BigInt(one) - BigInt(other);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
