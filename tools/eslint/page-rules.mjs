import { restrictedSyntax } from './house-rules.mjs';

const browser =
  'The page runs in a browser: it imports packages that Vite puts into it, and types of src/wire.';
const text = 'Texts of others are text nodes: the page writes no HTML.';
const address =
  'Addresses of the page are relative to the base of the document: see page/address/addresses.ts.';
const htmlWriters = '/^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)$/';

/**
 * The page of the console runs in a browser, below any path, under a strict policy.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const pageRules = [
  {
    files: ['packages/console/page/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!preact|\\.)', message: browser },
            { regex: '^(\\.\\./)+src/(?!wire/)', message: browser },
            { regex: '^(\\.\\./)+src/wire/', allowTypeImports: true, message: browser },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        { globals: ['process', 'Buffer', 'require'].map((name) => ({ name, message: browser })) },
      ],
      'no-restricted-syntax': [
        'error',
        ...restrictedSyntax,
        { selector: `JSXAttribute[name.name=${htmlWriters}]`, message: text },
        { selector: `MemberExpression[property.name=${htmlWriters}]`, message: text },
        { selector: 'JSXAttribute[name.name="href"][value.value=/^[#/]/]', message: address },
      ],
    },
  },
  {
    // Nothing of the page is there when the server runs from its sources.
    files: ['packages/console/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(\\.\\./)+page/', message: 'The server serves files of the page.' },
          ],
        },
      ],
    },
  },
];
