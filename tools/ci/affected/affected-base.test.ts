import { describe, expect, it } from 'vitest';
import { affectedBase, type Git } from './affected-base.js';

/** A fake of git with these results, which fails for all other commands. */
const gitWith =
  (answers: Readonly<Record<string, string>>): Git =>
  (...args) =>
    answers[args.join(' ')] ?? null;

const branch = {
  'rev-parse --verify origin/main': 'm2',
  'rev-parse HEAD': 'b1',
  'rev-parse --verify HEAD~1': 'm1',
  'merge-base m2 HEAD': 'm1',
};

describe('affectedBase', () => {
  it('is the commit where a branch left main', () => {
    expect(affectedBase(gitWith(branch))).toBe('m1');
  });

  it('finds main without a remote', () => {
    const { 'rev-parse --verify origin/main': main, ...rest } = branch;
    expect(affectedBase(gitWith({ ...rest, 'rev-parse --verify main': main }))).toBe('m1');
  });

  it('is the previous commit on main itself', () => {
    const main = { 'merge-base m2 HEAD': 'm2', 'rev-parse HEAD': 'm2' };
    expect(affectedBase(gitWith({ ...branch, ...main }))).toBe('m1');
  });

  it('is the commit given by the caller', () => {
    expect(affectedBase(gitWith(branch), 'abc')).toBe('abc');
  });

  it('is null without main, and without git', () => {
    expect(affectedBase(gitWith({ 'rev-parse HEAD': 'b1' }))).toBeNull();
    expect(affectedBase(gitWith({}))).toBeNull();
  });
});
