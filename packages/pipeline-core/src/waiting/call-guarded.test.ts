import { describe, expect, it } from 'vitest';
import { callGuarded } from './call-guarded.js';

describe('callGuarded', () => {
  it('reports a synchronous exception', () => {
    const failures: unknown[] = [];
    callGuarded(
      () => {
        throw new Error('now');
      },
      (error) => failures.push(error),
    );
    expect(failures).toEqual([new Error('now')]);
  });

  it('reports a later rejection', async () => {
    const failures: unknown[] = [];
    callGuarded(
      () => Promise.reject(new Error('later')),
      (error) => failures.push(error),
    );
    await Promise.resolve();
    expect(failures).toEqual([new Error('later')]);
  });

  it('reports nothing on success', async () => {
    const failures: unknown[] = [];
    callGuarded(
      () => Promise.resolve(1),
      (error) => failures.push(error),
    );
    await Promise.resolve();
    expect(failures).toEqual([]);
  });
});
