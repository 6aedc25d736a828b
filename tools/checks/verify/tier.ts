/** Checks that use the reports of both kinds of test. */
const tested = ['unit', 'integration', 'coverage', 'counts'];
const published = ['packages', 'consumers'];
const read = [
  'format',
  'lock',
  'sync',
  'style',
  'workflows',
  'documents',
  'secrets',
  'commits',
  'audit',
];
const compiled = ['boundaries', 'api', 'site'];
const everything = [
  ...read,
  'imports',
  'unused',
  'lint',
  'build',
  'typecheck',
  ...compiled,
  ...published,
  ...tested,
  'chaos',
];

/**
 * Names of the checks of each tier. A tier is the set of checks that run at one stage of a change.
 */
export const tiers = {
  /** Before a merge: `npm run verify`. */
  merge: everything,
  static: [...read, 'imports', 'unused', 'affected', ...compiled],
  unit: ['affected-unit'],
  pr: [...read, 'imports', 'unused', 'affected', ...compiled, 'affected-unit'],
  integration: ['build', ...tested],
  packages: ['build', ...published, 'release'],
  full: [
    ...read,
    'imports',
    'unused',
    'affected',
    ...compiled,
    ...published,
    ...tested,
    'release',
    'chaos',
    'image',
  ],
  'post-merge': [...everything, 'release', 'performance'],
} satisfies Readonly<Record<string, readonly string[]>>;

/** Returns whether a tier has this name. */
export function isTier(name: string): name is keyof typeof tiers {
  return name in tiers;
}
