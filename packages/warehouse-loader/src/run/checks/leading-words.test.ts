import { describe, expect, it } from 'vitest';
import { leadingWords, withoutEnd } from './leading-words.js';

describe('leadingWords', () => {
  it.each([
    ['commit', ['commit']],
    ['  ;; COMMIT;', ['commit']],
    ['-- a\ncommit', ['commit']],
    ['-- a\rcommit', ['commit']],
    ['/* a */ commit', ['commit']],
    ['/* a /* b */ c */ commit', ['commit']],
    ['/* a /* b */ commit', []],
    ['/*/ a */ commit', ['commit']],
    ['/***/commit/**/', ['commit']],
    ["prepare/* a */transaction 'x'", ['prepare', 'transaction']],
    ['-- a\n-- b\n/* c */;rollback -- d', ['rollback']],
    ['\uFEFFcommit', ['commit']],
    ['commits', ['commits']],
    ['select 1', ['select']],
    ["'commit'", []],
    ['(commit)', []],
    ['--', []],
    ['/*', []],
    ['', []],
  ])('of %j are %j', (sql, words) => {
    expect(leadingWords(sql, Math.max(words.length, 1))).toEqual(words);
  });

  it.each([
    ['dashes', '-'],
    ['banners', `${'-'.repeat(44)}\n`],
    ['comments', '/* a */'],
    ['nested comments', '/*'],
    ['blanks', ' '],
    ['semicolons', ';'],
    ['stars', '/*/'],
    ['lone dashes', '- '],
  ])('are found in linear time after many %s', (_, part) => {
    const timeOf = (count: number): number => {
      const sql = `${part.repeat(count)}\n select`;
      const started = performance.now();
      leadingWords(sql, 2);
      withoutEnd(`${sql}${part.repeat(count)}`);
      return performance.now() - started;
    };
    timeOf(1_000);
    // In exponential or quadratic time it would take minutes.
    expect(timeOf(1_000_000)).toBeLessThan(20_000);
  });
});

describe('withoutEnd', () => {
  it('removes only semicolons and spaces at the end', () => {
    expect(withoutEnd('select 1 ; ;\n ')).toBe('select 1');
    expect(withoutEnd(' ; ')).toBe('');
    expect(withoutEnd('select 1 -- a;')).toBe('select 1 -- a');
  });

  it('reads each character once', () => {
    const sql = `select ${' '.repeat(1_000_000)} 1`;
    expect(withoutEnd(sql)).toBe(sql);
  });
});
