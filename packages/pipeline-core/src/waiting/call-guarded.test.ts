import { describe, expect, it } from 'vitest';
import { callGuarded } from './call-guarded.js';

describe('callGuarded', () => {
  it('tells what is thrown at once', () => {
    const failures: unknown[] = [];
    callGuarded(
      () => {
        throw new Error('now');
      },
      (error) => failures.push(error),
    );
    expect(failures).toEqual([new Error('now')]);
  });

  it('tells what is thrown later', async () => {
    const failures: unknown[] = [];
    callGuarded(
      () => Promise.reject(new Error('later')),
      (error) => failures.push(error),
    );
    await Promise.resolve();
    expect(failures).toEqual([new Error('later')]);
  });

  it('tells nothing of what succeeds', async () => {
    const failures: unknown[] = [];
    callGuarded(
      () => Promise.resolve(1),
      (error) => failures.push(error),
    );
    await Promise.resolve();
    expect(failures).toEqual([]);
  });
});
