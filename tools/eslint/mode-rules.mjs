import { restrictedSyntax } from './house-rules.mjs';

const message =
  'Let the mode decide: add a property or a function to LoadMode, which every mode must have.';
const variable = '/^(mode|[a-zA-Z]+Mode)$/';
const modeName = '/^(append|upsert|replace|insert_new)$/';
const sides = ['left', 'right'].flatMap((side) => [
  `[${side}.name=${variable}]`,
  `[${side}.property.name=${variable}]`,
  `[${side}.value=${modeName}]`,
]);

/** Comparisons of a load mode, and branches by its name. */
const modeComparisons = [
  { selector: `BinaryExpression[operator=/^[!=]==?$/]:matches(${sides.join(', ')})`, message },
  { selector: `SwitchCase[test.value=${modeName}]`, message },
];

/**
 * A load mode is one object: what depends on the mode is asked of it.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const modeRules = [
  {
    files: ['packages/warehouse-loader/src/**/*.ts', 'apps/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-d.ts', 'packages/warehouse-loader/src/modes/**'],
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax, ...modeComparisons] },
  },
];
