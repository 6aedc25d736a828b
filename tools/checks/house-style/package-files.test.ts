import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { installNote, packageFiles } from './package-files.js';

const whole = {
  'packages/a/package.json': '{"name":"@wdh/a"}',
  'packages/a/README.md': `# a\n\n\`\`\`sh\nnpm install @wdh/a b\n\`\`\`\n\n${installNote}\n`,
  'packages/a/LICENSE': 'MIT',
};

describe('packageFiles', () => {
  it('accepts a package with README and licence', () => {
    expect(packageFiles.check(inMemoryFiles(whole))).toEqual([]);
  });

  it('finds that README and licence are missing', () => {
    const files = inMemoryFiles({ 'packages/a/package.json': '{}' });
    expect(packageFiles.check(files).map(({ path }) => path)).toEqual([
      'packages/a/README.md',
      'packages/a/LICENSE',
    ]);
  });

  it('finds a README of 120 lines', () => {
    const readme = `${whole['packages/a/README.md']}${'x\n'.repeat(120)}`;
    const files = inMemoryFiles({ ...whole, 'packages/a/README.md': readme });
    expect(packageFiles.check(files)).toHaveLength(1);
  });

  it.each([
    ['without a command that installs it', /npm install[^\n]*/, ''],
    ['that installs another package', 'npm install @wdh/a', 'npm install @wdh/b'],
    ['without where to install it from', installNote, 'On npm.'],
  ])('finds a README %s', (_, from, to) => {
    const readme = whole['packages/a/README.md'].replace(from, to);
    const check = (manifest: object) =>
      packageFiles.check(
        inMemoryFiles({
          ...whole,
          'packages/a/package.json': JSON.stringify(manifest),
          'packages/a/README.md': readme,
        }),
      );
    expect(check({ name: '@wdh/a' })).toMatchObject([{ path: 'packages/a/README.md' }]);
    expect(check({ name: '@wdh/a', private: true })).toEqual([]);
  });
});
