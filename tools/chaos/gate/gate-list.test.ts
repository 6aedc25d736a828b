import { describe, expect, it } from 'vitest';
import type { ChaosTest } from '../report/chaos-test.js';
import { sampleTest } from '../test/sample-report.js';
import { compareGate, listGate } from './gate-list.js';

const testOf = (title: string, changes: Partial<ChaosTest> = {}): ChaosTest =>
  sampleTest({ file: 'a.chaos.test.ts', title, ...changes });

describe('listGate', () => {
  it('lists titles by file, without those for the full run', () => {
    const tests = [testOf('b'), testOf('a'), testOf('c', { isFull: true })];
    expect(listGate(tests)).toEqual({ 'a.chaos.test.ts': ['a', 'b'] });
  });

  it('lists a test that ran on two versions once', () => {
    const tests = [testOf('a'), testOf('a', { serverVersion: 18 })];
    expect(listGate(tests)).toEqual({ 'a.chaos.test.ts': ['a'] });
  });
});

describe('compareGate', () => {
  const list = { 'a.chaos.test.ts': ['a', 'b'] };

  it('reports nothing if every test of the list ran', () => {
    expect(compareGate(list, [testOf('a'), testOf('b')])).toEqual([]);
  });

  it('reports a test that was removed', () => {
    expect(compareGate(list, [testOf('a')])).toEqual([
      'a.chaos.test.ts: "b" left the gate: restore it, or explain its removal in review',
    ]);
  });

  it('reports a test that was moved to the full run', () => {
    expect(compareGate(list, [testOf('a'), testOf('b', { isFull: true })])).toHaveLength(1);
  });

  it('reports a test that was skipped', () => {
    expect(compareGate(list, [testOf('a'), testOf('b', { status: 'skipped' })])).toEqual([
      'a.chaos.test.ts: "b" was skipped: a test of the gate runs everywhere',
    ]);
  });

  it('reports a test that was skipped on one of two versions', () => {
    const other = [testOf('a', { serverVersion: 18 }), testOf('b', { serverVersion: 18 })];
    const tests = [testOf('a', { status: 'skipped' }), testOf('b'), ...other];
    expect(compareGate(list, tests)).toEqual([
      'a.chaos.test.ts: "a" was skipped: a test of the gate runs everywhere',
    ]);
  });

  it('reports two tests with the same title', () => {
    expect(compareGate(list, [testOf('a'), testOf('a'), testOf('b')])).toEqual([
      'a.chaos.test.ts: "a" occurs twice: give each test its own title',
    ]);
  });

  it('reports a test that is not on the list', () => {
    expect(compareGate(list, [testOf('a'), testOf('b'), testOf('c')])).toEqual([
      'a.chaos.test.ts: "c" is not on the list of the gate',
    ]);
  });
});
