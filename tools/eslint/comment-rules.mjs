import jsdoc from 'eslint-plugin-jsdoc';

/** Every export has a comment. */
export const commentRules = [
  {
    files: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'packages/*/page/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts', '**/*.test-d.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: { esm: true, cjs: false, window: false },
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: [
            'ExportNamedDeclaration > TSInterfaceDeclaration',
            'ExportNamedDeclaration > TSTypeAliasDeclaration',
            'ExportNamedDeclaration > VariableDeclaration',
          ],
          enableFixer: false,
        },
      ],
    },
  },
];
