import perfectionist from 'eslint-plugin-perfectionist';

/**
 * Imports are ordered by origin (Node, packages, workspace), then alphabetically.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const importOrder = [
  {
    plugins: { perfectionist },
    rules: {
      'perfectionist/sort-imports': [
        'error',
        {
          type: 'alphabetical',
          newlinesBetween: 'ignore',
          groups: ['builtin', 'external', ['parent', 'sibling', 'index'], 'unknown'],
        },
      ],
    },
  },
];
