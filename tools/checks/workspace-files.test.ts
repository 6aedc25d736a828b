import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listWorkspaceFiles } from './workspace-files.js';

describe('listWorkspaceFiles', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-files-'));
    const texts = {
      '.gitignore': 'node_modules/\n.env\n*.log\n',
      '.git/HEAD': '',
      '.env': '',
      'a.log': '',
      'b/c.ts': 'text',
      'b/node_modules/d.ts': '',
    };
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('omits ignored files and the folder of git', () => {
    expect(listWorkspaceFiles(root).paths).toEqual(['.gitignore', 'b/c.ts']);
  });

  it('reads a file by its path', () => {
    expect(listWorkspaceFiles(root).read('b/c.ts')).toBe('text');
  });
});
