import perfectionist from 'eslint-plugin-perfectionist';

/**
 * Imports come by origin, of Node, of packages, of ours, and by the alphabet within each.
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
