import { awaitTransactionQueries } from './await-transaction-queries.mjs';
import { noOuterConnection } from './no-outer-connection.mjs';

/** Rules against silent mistakes inside a transaction of postgres or drizzle. */
export const transactionRules = [
  {
    files: [
      'packages/{postgres,migrations,runs,warehouse-loader,local-postgres}/**/*.ts',
      'apps/**/*.ts',
    ],
    plugins: {
      wdh: {
        rules: {
          'await-transaction-queries': awaitTransactionQueries,
          'no-outer-connection': noOuterConnection,
        },
      },
    },
    rules: {
      'wdh/await-transaction-queries': 'error',
      'wdh/no-outer-connection': 'error',
      // Queries of drizzle are thenables that run only when awaited.
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
    },
  },
];
