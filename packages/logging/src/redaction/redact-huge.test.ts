import { describe, expect, it } from 'vitest';
import { limits } from './limits.js';
import { redact } from './redact.js';
import { registerSecret } from './secrets/registered-secrets.js';

const R = '***REDACTED***';

describe('redact for a huge value', () => {
  it('cuts nesting', () => {
    let value: unknown = 'deep';
    for (let depth = 0; depth < 10_000; depth += 1) value = [value];
    let copy = redact(value);
    let levels = 0;
    for (; Array.isArray(copy); levels += 1) copy = copy[0] ?? null;
    expect(levels).toBe(limits.depth);
    expect(copy).toBe('[Truncated]');
  });

  it('cuts lists and objects, with a mark', () => {
    const list = Array.from({ length: 5000 }, (_, at) => at);
    const copy = redact(list);
    expect(copy).toHaveLength(limits.entries);
    expect(copy).toContain('[Truncated]');
    const keys = Object.keys(redact(Object.fromEntries(list.map((at) => [`k${at}`, at]))) ?? {});
    expect(keys).toHaveLength(limits.entries);
    expect(keys.at(-1)).toBe('…');
  });

  it('cuts texts, with their length', () => {
    const copy = redact('x'.repeat(1_000_000));
    expect(copy).toHaveLength(limits.textLength);
    expect(copy).toMatch(/x… \[1000000 characters\]$/);
  });

  it('keeps a text that fits after its secrets are replaced', () => {
    const text = `postgres://etl:${'p'.repeat(limits.textLength)}@db/w`;
    expect(redact(text)).toBe(`postgres://etl:${R}@db/w`);
  });

  it('hides a secret across the cut', () => {
    const secret = 'across-the-border';
    registerSecret(secret);
    const copy = JSON.stringify(redact('x'.repeat(limits.textLength - 20) + secret.repeat(500)));
    expect(copy).not.toContain(secret.slice(0, 6));
  });

  it('limits the total size', () => {
    const wide = (depth: number): unknown =>
      depth === 0 ? 'x'.repeat(100) : Array.from({ length: 50 }, () => wide(depth - 1));
    const copy = JSON.stringify(redact(wide(3)));
    expect(copy.length).toBeLessThan(2 * limits.totalLength);
    expect(copy).toContain('[Truncated]');
    const long = JSON.stringify(redact(Array.from({ length: 90 }, () => 'x'.repeat(5000))));
    expect(long.length).toBeLessThan(2 * limits.totalLength);
    expect(long).toContain('[Truncated]');
  });

  it('reads only the rows that it keeps', () => {
    let reads = 0;
    const rows = Array.from({ length: 100_000 }, () => ({
      get name() {
        reads += 1;
        return 'x'.repeat(100);
      },
    }));
    redact({ rows });
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(limits.entries);
  });
});
