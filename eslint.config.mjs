import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { commentRules } from './tools/eslint/comment-rules.mjs';
import { domainPurity } from './tools/eslint/domain-purity.mjs';
import { houseRules } from './tools/eslint/house-rules.mjs';
import { importOrder } from './tools/eslint/import-order.mjs';
import { modeRules } from './tools/eslint/mode-rules.mjs';
import { moduleBoundaries } from './tools/eslint/module-boundaries.mjs';
import { pageRules } from './tools/eslint/page-rules.mjs';
import { testRules } from './tools/eslint/test-rules.mjs';
import { transactionRules } from './tools/eslint/transactions/transaction-rules.mjs';

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/coverage',
      '**/test-results',
      '**/.nx',
      '**/*.timestamp*',
      'tools/consumers/*/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  { plugins: { '@nx': nx } },
  ...houseRules,
  ...importOrder,
  ...commentRules,
  ...moduleBoundaries,
  ...domainPurity,
  ...modeRules,
  ...transactionRules,
  ...pageRules,
  ...testRules,
  {
    files: ['**/*.mjs', '**/*.config.ts'],
    ...tseslint.configs.disableTypeChecked,
  },
  prettier,
);
