import type { HouseRule } from './house-rule.js';

const folders = ['.ci', '.github', '.vscode', 'apps', 'docs', 'packages', 'tools'];
const files = [
  '.editorconfig',
  '.env.example',
  '.gitattributes',
  '.gitignore',
  '.lefthook.yml',
  '.node-version',
  '.npmrc',
  '.prettierignore',
  '.prettierrc.json',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'eslint.config.mjs',
  'nx.json',
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** Requires exactly these folders and files at the top level of the workspace. */
export const topLevel: HouseRule = {
  name: 'top level',
  check: ({ paths }) => {
    const wanted = [...folders, ...files];
    const present = new Set(paths.map((path) => path.split('/')[0] ?? path));
    return [
      ...[...present]
        .filter((path) => !wanted.includes(path))
        .map((path) => ({ path, message: 'does not belong at the top level' })),
      ...wanted
        .filter((path) => !present.has(path))
        .map((path) => ({ path, message: 'is missing at the top level' })),
    ];
  },
};
