import { describe, expect, it } from 'vitest';
import { judgeCases } from './judge-cases.js';

const cases = [
  {
    title: 'io imports io',
    file: 'a.ts',
    allowed: '',
    forbidden: '',
    ruleId: 'layers',
    messageId: 'tags',
  },
];
const bitten = { ruleId: 'layers', messageId: 'tags', message: 'io may not import io' };
const linted = { title: 'io imports io', allowed: [], forbidden: [bitten] };

describe('judgeCases', () => {
  it('accepts a case that its rule reports', () => {
    expect(judgeCases(cases, [linted])).toEqual([]);
  });

  it('reports a case that no rule reports', () => {
    expect(judgeCases(cases, [{ ...linted, forbidden: [] }])).toEqual([
      {
        path: 'a.ts',
        message: 'io imports io: layers does not report it; reported instead: nothing',
      },
    ]);
  });

  it('reports a case that the rule reports for another reason', () => {
    const circular = { ...bitten, messageId: 'circular', message: 'a circle' };
    expect(judgeCases(cases, [{ ...linted, forbidden: [circular] }])[0]?.message).toContain(
      'a circle',
    );
  });

  it('reports a case that is reported without the violation', () => {
    expect(judgeCases(cases, [{ ...linted, allowed: [bitten] }])).toHaveLength(1);
  });

  it('reports a case that was not linted', () => {
    expect(judgeCases(cases, [])).toHaveLength(1);
  });
});
