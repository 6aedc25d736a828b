import { restrictedSyntax } from './house-rules.mjs';

const advice = 'Domain code is pure: receive dependencies as arguments.';

const impureGlobals = [
  'process',
  'console',
  'Buffer',
  'fetch',
  'WebSocket',
  'EventSource',
  'require',
  '__dirname',
  '__filename',
];

/** Domain code does not use disk, network, environment, console or the wall clock. */
export const domainPurity = [
  {
    files: ['packages/{pipeline-core,market-data}/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-d.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(node:.*|fs|path|os|net|http|https|crypto|stream|child_process|worker_threads)$',
              message: advice,
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        {
          globals: impureGlobals.map((name) => ({ name, message: advice })),
          checkGlobalObject: true,
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use performance.now() or an injected clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...restrictedSyntax,
        { selector: 'ImportExpression', message: advice },
      ],
    },
  },
  {
    // A hash is a function of its text: no disk, no network, no state.
    files: ['packages/market-data/src/trade/message-id.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'node:crypto', allowImportNames: ['hash'], message: `Only hash. ${advice}` },
          ],
          patterns: [{ regex: '^(?!node:crypto$)node:', message: advice }],
        },
      ],
    },
  },
];
