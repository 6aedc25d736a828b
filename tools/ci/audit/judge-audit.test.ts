import { describe, expect, it } from 'vitest';
import { judgeAudit } from './judge-audit.js';

const answer = (vulnerabilities: object): string => JSON.stringify({ vulnerabilities });

describe('judgeAudit', () => {
  it('passes without severe vulnerabilities', () => {
    const weak = answer({ a: { severity: 'moderate', range: '<2' } });
    expect(judgeAudit(weak).outcome).toBe('passed');
    expect(judgeAudit(answer({})).outcome).toBe('passed');
  });

  it.each(['high', 'critical'])(
    'fails for a vulnerability of %s severity, with the name of the dependency',
    (severity) => {
      expect(judgeAudit(answer({ a: { severity, range: '<2' } }))).toEqual({
        outcome: 'refused',
        text: `a <2: ${severity}`,
      });
    },
  );

  it.each([
    ['', 'no answer'],
    ['<html>', 'no answer'],
    ['{"message":"405 Method Not Allowed"}', '405 Method Not Allowed'],
    ['{"error":{"summary":"offline"}}', 'offline'],
  ])('does not report %o as passed', (printed, reason) => {
    expect(judgeAudit(printed)).toEqual({
      outcome: 'not checked',
      text: expect.stringContaining(reason) as string,
    });
  });
});
