import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { lockFile } from './lock-file.js';

const check = (text: string): readonly unknown[] =>
  lockFile.check(inMemoryFiles({ 'package-lock.json': text }));

describe('lockFile', () => {
  it('accepts links between workspaces', () => {
    expect(check('{ "resolved": "packages/config", "link": true }')).toEqual([]);
  });

  it('finds a download address', () => {
    expect(check('{\n"resolved": "https://registry.example.org/a.tgz" }')).toMatchObject([
      { line: 2 },
    ]);
  });
});
