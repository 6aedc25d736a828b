import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { applyMutant, type Mutant } from './mutant.js';
import { mutants } from './mutants.js';

const mutant: Mutant = {
  name: 'a dropped await',
  file: 'a.ts',
  search: 'await commit()',
  replace: 'commit()',
  noticedBy: { project: 'packages/a', files: [], ids: [] },
};

/** The text of a file, or of all files in a folder. */
const textOf = (path: string): string =>
  statSync(path).isFile()
    ? readFileSync(path, 'utf8')
    : readdirSync(path)
        .map((name) => textOf(join(path, name)))
        .join();

describe('applyMutant', () => {
  it('inserts the bug', () => {
    expect(applyMutant(mutant, 'await begin();\nawait commit();')).toBe(
      'await begin();\ncommit();',
    );
  });

  it.each(['await rollback();', 'await commit(); await commit();'])('refuses %j', (text) => {
    expect(() => applyMutant(mutant, text)).toThrow('bring the mutant up to date');
  });
});

describe('the mutants', () => {
  it.each(mutants)('$name fits the current code', (known) => {
    const text = readFileSync(join(workspaceRoot, known.file), 'utf8');
    expect(applyMutant(known, text)).not.toBe(text);
  });

  it.each(mutants)('$name lists existing tests', ({ noticedBy: { project, files } }) => {
    expect(files).not.toEqual([]);
    const isThere = (file: string) => existsSync(join(workspaceRoot, project, 'test/chaos', file));
    expect(files.filter((file) => !isThere(file))).toEqual([]);
  });

  it.each(mutants)('$name lists faults that its files test', ({ noticedBy }) => {
    const { project, files, ids } = noticedBy;
    const text = files
      .map((file) => textOf(join(workspaceRoot, project, 'test/chaos', file)))
      .join();
    expect(ids).not.toEqual([]);
    expect(ids.filter((id) => !text.includes(`'${id} `))).toEqual([]);
  });
});
