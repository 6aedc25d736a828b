import { expect, it } from 'vitest';
import type { FoundFile } from './scan-folder.js';
import { SettledFiles } from './settled-files.js';

const found = (name: string, sizeBytes = '1', modifiedNs = '1', isMarked = false): FoundFile => ({
  name: Buffer.from(name),
  version: { sizeBytes, modifiedNs },
  isMarked,
});

const namesOf = (files: readonly FoundFile[]): readonly string[] =>
  files.map(({ name }) => name.toString());

it('counts a file as complete when size and time have not changed for the time', () => {
  const files = new SettledFiles(1_000);
  expect(files.update([found('a')], 0)).toEqual([]);
  expect(files.update([found('a')], 999)).toEqual([]);
  expect(namesOf(files.update([found('a'), found('b')], 1_000))).toEqual(['a']);
});

it('waits again after each change of size or time', () => {
  const files = new SettledFiles(1_000);
  files.update([found('a')], 0);
  expect(files.update([found('a', '2')], 1_000)).toEqual([]);
  expect(files.update([found('a', '2', '2')], 2_000)).toEqual([]);
  expect(files.update([found('a', '2', '2')], 2_999)).toEqual([]);
  expect(namesOf(files.update([found('a', '2', '2')], 3_000))).toEqual(['a']);
});

it('forgets a file that was removed', () => {
  const files = new SettledFiles(1_000);
  files.update([found('a')], 0);
  expect(files.isWaiting).toBe(true);
  files.update([], 500);
  expect(files.isWaiting).toBe(false);
  expect(files.update([found('a')], 1_000)).toEqual([]);
});

it('takes a marked file at once, and without a time no other', () => {
  const files = new SettledFiles(Infinity);
  const marked = found('a', '1', '1', true);
  expect(files.update([marked, found('b')], 0)).toEqual([marked]);
  expect(files.update([found('b')], 1e12)).toEqual([]);
});

it('distinguishes names that are not UTF-8', () => {
  const files = new SettledFiles(1_000);
  const [one, other] = [0xfe, 0xff].map((byte) => ({ ...found(''), name: Buffer.from([byte]) }));
  if (one === undefined || other === undefined) throw new Error('no files');
  files.update([one], 0);
  expect(files.update([one, other], 1_000)).toEqual([one]);
});
