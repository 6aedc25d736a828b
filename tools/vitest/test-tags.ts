import type { TestTagDefinition } from 'vitest/config';

/** Tags of tests: `--tags-filter=!full` omits the tests with the tag `full`. */
export const testTags: TestTagDefinition[] = [
  {
    name: 'full',
    description: 'Too slow for npm test and for the smoke gate: npm run verify and CI run it.',
  },
];
