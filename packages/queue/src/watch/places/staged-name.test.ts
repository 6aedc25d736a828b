import { describe, expect, it } from 'vitest';
import { endFolderName, stagedName } from './staged-name.js';

describe('stagedName', () => {
  it.each(['a.csv', 'two\nlines', '😀', '-rf', 'x'.repeat(255)])('keeps %j', (name) => {
    expect(stagedName(Buffer.from(name))).toBe(name);
  });

  it('replaces bytes that are not UTF-8, and never makes a name longer', () => {
    const name = Buffer.alloc(255, 0xff);
    expect(stagedName(Buffer.concat([Buffer.from('a'), Buffer.from([0xff])]))).toBe('a_');
    expect(Buffer.byteLength(stagedName(name))).toBeLessThanOrEqual(255);
  });

  it('does not take the name of a file that is written beside', () => {
    expect(stagedName(Buffer.from('report.json'))).toBe('_report.json');
    expect(stagedName(Buffer.from('REJECTS.csv'))).toBe('_REJECTS.csv');
  });
});

describe('endFolderName', () => {
  const id = '00000000-0000-4000-8000-000000000001';

  it('begins with the name, for people, and is unique by the run', () => {
    expect(endFolderName(Buffer.from('müller 2026.csv'), id)).toBe(`müller_2026.csv.${id}`);
  });

  it.each(['../../x', '-rf', '.hidden', '\n'.repeat(255), '😀'.repeat(60), '𠀀'.repeat(63)])(
    'is a name of one folder for %j',
    (name) => {
      const folder = endFolderName(Buffer.from(name), id);
      expect(folder).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
      expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(255);
    },
  );
});
