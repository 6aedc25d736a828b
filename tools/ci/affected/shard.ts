/**
 * Returns the names that do not belong to a shard, such as `2/3`: every name belongs to exactly one
 * of the three.
 *
 * @throws Error if the shard is invalid.
 */
export function outsideShard(names: readonly string[], shard: string): readonly string[] {
  const [, number, count] = (/^(\d+)\/(\d+)$/.exec(shard) ?? []).map(Number);
  if (number === undefined || count === undefined || number < 1 || number > count) {
    throw new Error(`"${shard}" is not a shard: write 1/2 for the first of two.`);
  }
  return names.toSorted().filter((_, index) => index % count !== number - 1);
}
