/** Domain code never touches disk, network, environment, console or the wall clock. */
export const domainPurity = [
  {
    files: ['packages/pipeline-core/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.test-d.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(node:.*|fs|path|os|net|http|https|crypto|stream|child_process|worker_threads)$',
              message: 'Domain code is pure: take what you need as an argument.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'console', 'Buffer', 'fetch', 'WebSocket', 'require', '__dirname'].map(
          (name) => ({ name, message: 'Domain code is pure: take what you need as an argument.' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use performance.now() or an injected clock.' },
      ],
    },
  },
];
