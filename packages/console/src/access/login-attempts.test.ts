import { describe, expect, it } from 'vitest';
import { LoginAttempts } from './login-attempts.js';

function attemptsAt(clock: { ms: number }): LoginAttempts {
  return new LoginAttempts(() => clock.ms);
}

const countTen = (attempts: LoginAttempts, client: string): void => {
  for (let count = 0; count < 10; count += 1) attempts.countWrong(client);
};

describe('wrong tokens', () => {
  it('are compared ten times at once, and then one in six seconds', () => {
    const clock = { ms: 0 };
    const attempts = attemptsAt(clock);
    for (let count = 0; count < 10; count += 1) {
      expect(attempts.waitSeconds('a')).toBe(0);
      attempts.countWrong('a');
    }
    expect(attempts.waitSeconds('a')).toBe(6);
    clock.ms = 5_999;
    expect(attempts.waitSeconds('a')).toBe(1);
    clock.ms = 6_000;
    expect(attempts.waitSeconds('a')).toBe(0);
    attempts.countWrong('a');
    expect(attempts.waitSeconds('a')).toBe(6);
    clock.ms = 66_000;
    countTen(attempts, 'a');
    expect(attempts.waitSeconds('a')).toBe(6);
  });

  it('are counted by client', () => {
    const attempts = attemptsAt({ ms: 0 });
    countTen(attempts, 'a');
    expect(attempts.waitSeconds('b')).toBe(0);
  });

  it('of a silent client are forgotten first, when there are many clients', () => {
    const attempts = attemptsAt({ ms: 0 });
    countTen(attempts, 'first');
    countTen(attempts, 'second');
    for (let client = 0; client < 9_998; client += 1) attempts.countWrong(String(client));
    expect(attempts.waitSeconds('first')).toBe(6);
    attempts.countWrong('second');
    attempts.countWrong('one more');
    expect(attempts.waitSeconds('first')).toBe(0);
    expect(attempts.waitSeconds('second')).toBeGreaterThan(0);
  });
});
