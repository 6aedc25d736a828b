/** The packages with a benchmark of groups of figures, and the names of the groups: `--only` accepts them. */
export const benchGroups: Readonly<Record<string, readonly string[]>> = {
  'packages/warehouse-loader': [
    ...['append', 'upsert', 'insert_new', 'rejects', 'formats', 'memory', 'small'],
    ...['wide', 'unicode', 'long', 'json', 'arrays', 'peers', 'profile'],
  ],
  'packages/queue': ['submit', 'burst', 'latency', 'schedule', 'drop', 'idle'],
  'packages/console': ['api', 'budgets', 'log', 'pages', 'streams'],
  'packages/cli': ['start'],
  'packages/budget': ['check', 'spend', 'claim', 'gateway', 'webhook'],
};

/**
 * The groups to measure, by the folder of their package.
 *
 * @throws RangeError if a name is not that of a group.
 */
export function groupsByPackage(
  names: readonly string[],
  known: typeof benchGroups = benchGroups,
): ReadonlyMap<string, readonly string[]> {
  const unknown = names.find((name) => !Object.values(known).flat().includes(name));
  if (unknown !== undefined) {
    const groups = Object.values(known).flat().join(', ');
    throw new RangeError(`--only accepts ${groups}, but not ${unknown}`);
  }
  return new Map(
    Object.entries(known)
      .map(([folder, groups]) => [folder, groups.filter((name) => names.includes(name))] as const)
      .filter(([, groups]) => groups.length > 0),
  );
}
