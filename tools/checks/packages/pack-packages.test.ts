import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publicPackages } from './pack-packages.js';

it('lists public packages, and no folder that a removed package left', () => {
  const root = mkdtempSync(join(tmpdir(), 'wdh-packages-'));
  try {
    mkdirSync(join(root, 'packages/removed/dist'), { recursive: true });
    for (const [name, isPrivate] of [
      ['config', false],
      ['kit', true],
    ] as const) {
      mkdirSync(join(root, 'packages', name));
      const manifest = { name: `@wdh/${name}`, version: '0.1.0', exports: {}, private: isPrivate };
      writeFileSync(join(root, 'packages', name, 'package.json'), JSON.stringify(manifest));
    }
    expect(publicPackages(root).map(({ folder }) => folder)).toEqual(['packages/config']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
