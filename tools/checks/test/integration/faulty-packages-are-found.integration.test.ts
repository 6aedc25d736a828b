// @module-tag full
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintPackage } from '../../packages/lint-package.js';
import { packPackages } from '../../packages/pack-packages.js';
import { workspaceRoot } from '../../workspace-root.js';

describe('lintPackage', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-faulty-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const lint = async (main: string, declarations: string): Promise<string> => {
    const folder = join(root, 'packages', 'trial');
    mkdirSync(folder, { recursive: true });
    const manifest = {
      name: 'trial',
      version: '1.0.0',
      license: 'MIT',
      type: 'module',
      files: ['*.js', '*.d.ts'],
      sideEffects: false,
      engines: { node: '>=20' },
      exports: { '.': { types: './index.d.ts', default: main } },
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(folder, 'index.js'), 'export const answer = 42;\n');
    writeFileSync(join(folder, 'index.d.ts'), declarations);
    const [packed] = await packPackages(root, root);
    if (packed === undefined) throw new Error('Nothing was packed');
    const findings = await lintPackage(workspaceRoot, packed);
    return findings.map(({ message }) => message).join('\n');
  };

  const good = 'export declare const answer: number;\n';

  it('accepts a sound package', async () => {
    await expect(lint('./index.js', good)).resolves.toBe('');
  });

  it('finds with publint that an entry is not published', async () => {
    await expect(lint('./main.js', good)).resolves.toContain('publint: ');
  });

  it('finds with attw that the types import without a file ending', async () => {
    await expect(lint('./index.js', "export { answer } from './answer';\n")).resolves.toContain(
      'attw: ',
    );
  });
});
