import { installNote } from '../checks/house-style/package-files.js';

/** The name and layer of a new package. */
export interface NewPackage {
  /** Without the scope, such as `file-connector`. */
  readonly name: string;
  readonly layer: string;
  /** One sentence without a full stop, for npm and the table of packages. */
  readonly description: string;
  /** The version that all packages share. */
  readonly version: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const camelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function manifest({ name, layer, description, version }: NewPackage) {
  return {
    name: `@wdh/${name}`,
    version,
    description,
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    repository: {
      type: 'git',
      url: 'git+https://github.com/workdatahub/workdatahub.git',
      directory: `packages/${name}`,
    },
    sideEffects: false,
    exports: {
      '.': {
        '@wdh/source': './src/index.ts',
        types: './dist/index.d.ts',
        default: './dist/index.js',
      },
      './package.json': './package.json',
    },
    files: ['dist', '!dist/**/*.tsbuildinfo', 'src', '!src/**/*.test.ts', '!src/**/*.test-d.ts'],
    publishConfig: { access: 'public' },
    scripts: { test: 'vitest run --project unit --outputFile.json=test-results/unit.json' },
    nx: { name, tags: ['npm:public', `layer:${layer}`, `package:${name}`] },
  };
}

const base = { extends: '../../tsconfig.base.json' };
const libraryTests = ['src/**/*.test.ts', 'src/**/*.test-d.ts'];

const compilerFiles = {
  'tsconfig.json': {
    ...base,
    files: [],
    include: [],
    references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
  },
  'tsconfig.lib.json': {
    ...base,
    compilerOptions: {
      rootDir: 'src',
      outDir: 'dist',
      tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
      types: ['node'],
    },
    include: ['src/**/*.ts'],
    exclude: libraryTests,
    references: [],
  },
  'tsconfig.spec.json': {
    ...base,
    compilerOptions: {
      outDir: 'out-tsc/vitest',
      tsBuildInfoFile: 'out-tsc/vitest/tsconfig.spec.tsbuildinfo',
      types: ['node'],
    },
    include: [...libraryTests, 'test/**/*.ts', 'bench/**/*.ts'],
    references: [{ path: './tsconfig.lib.json' }],
  },
};

const vitestConfig = `import { packageTests } from '../../tools/vitest/package-tests.js';

export default packageTests();
`;

function readme({ name, description }: NewPackage): string {
  const subject = camelCase(name);
  return `# @wdh/${name}

${description}.

\`\`\`sh
npm install @wdh/${name}
\`\`\`

${installNote}

\`\`\`ts
import { ${subject} } from '@wdh/${name}';

${subject}('rows'); // 'rows'
\`\`\`
`;
}

/**
 * Lists the files of a new package by their paths inside its folder. It builds, lints and tests
 * without changes.
 */
export function packageFiles(created: NewPackage): ReadonlyMap<string, string> {
  const { name } = created;
  const subject = camelCase(name);
  return new Map([
    ['package.json', json(manifest(created))],
    ...Object.entries(compilerFiles).map(([path, value]): [string, string] => [path, json(value)]),
    ['vitest.config.ts', vitestConfig],
    ['README.md', readme(created)],
    ['src/index.ts', `export { ${subject} } from './${name}.js';\n`],
    [
      `src/${name}.ts`,
      `/** Returns the subject. Replace this first function of the package. */
export function ${subject}(subject: string): string {
  return subject;
}
`,
    ],
    [
      `src/${name}.test.ts`,
      `import { expect, it } from 'vitest';
import { ${subject} } from './${name}.js';

it('returns the subject', () => {
  expect(${subject}('rows')).toBe('rows');
});
`,
    ],
  ]);
}
