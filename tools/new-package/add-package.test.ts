import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPackage } from './add-package.js';

describe('addPackage', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-add-package-'));
    mkdirSync(join(root, 'packages/pipeline-core'), { recursive: true });
    writeFileSync(join(root, 'packages/pipeline-core/package.json'), '{ "version": "1.2.3" }');
    mkdirSync(join(root, 'tools/eslint'), { recursive: true });
    const rules = 'const externals = [\n].map(([sourceTag, allowedExternalImports]) => ({}));\n';
    writeFileSync(join(root, 'tools/eslint/module-boundaries.mjs'), rules);
    writeFileSync(join(root, 'LICENSE'), 'MIT');
    mkdirSync(join(root, 'docs/concepts'), { recursive: true });
    const rows = '| job | none yet | io |\n| io | `file-connector`, `a` | domain |\n';
    writeFileSync(join(root, 'docs/concepts/architecture.md'), rows);
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  it('creates a package with the tags of its layer and the version of the other packages', () => {
    addPackage(root, 'rate-limits', 'io', 'Limits on rates');

    expect(JSON.parse(read('packages/rate-limits/package.json'))).toMatchObject({
      name: '@wdh/rate-limits',
      version: '1.2.3',
      description: 'Limits on rates',
      nx: { tags: ['npm:public', 'layer:io', 'package:rate-limits'] },
    });
    expect(read('packages/rate-limits/src/index.ts')).toContain('rateLimits');
  });

  it('adds the package to the boundaries without any npm package', () => {
    addPackage(root, 'rate-limits', 'io', 'Limits on rates');

    expect(read('tools/eslint/module-boundaries.mjs')).toContain("['package:rate-limits', []],");
  });

  it('lists the package in its layer on the page of the architecture', () => {
    const page = 'docs/concepts/architecture.md';
    addPackage(root, 'rate-limits', 'io', 'Limits on rates');
    expect(read(page)).toContain('| io | `file-connector`, `a`, `rate-limits` | domain |\n');
    addPackage(root, 'watch', 'job', 'Watches');
    expect(read(page)).toContain('| job | `watch` | io |\n');
  });

  it.each([
    ['Rate', 'io', 'is not a valid package name'],
    ['../rate', 'io', 'is not a valid package name'],
    ['rate-limits', 'app', 'is not a layer: use one of domain'],
    ['pipeline-core', 'domain', 'packages/pipeline-core already exists'],
  ])('rejects %s in the layer %s and writes nothing', (name, layer, message) => {
    expect(() => {
      addPackage(root, name, layer, 'Limits on rates');
    }).toThrow(message);
    expect(readdirSync(join(root, 'packages'))).toEqual(['pipeline-core']);
  });
});
