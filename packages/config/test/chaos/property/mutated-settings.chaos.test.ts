import fc from 'fast-check';
import { expect, it } from 'vitest';
import { badKeys, printed, refusalOf } from '../../support/refusal-of.js';

const valid = {
  DATABASE_URL: 'postgres://etl:canary%40word@db:5432/warehouse',
  ENVIRONMENT: 'dev',
  LOG_LEVEL: 'info',
  LOG_FORMAT: 'json',
  LOG_TO_FILE: 'false',
  LOG_FILE_DIR: 'logs',
  LOG_FILE_MAX_MB: '100',
  MAX_WORKERS: '4',
  DB_POOL_SIZE: '10',
  DB_BATCH_SIZE: '1000',
  WDH_HOME: '.wdh',
};
type Key = keyof typeof valid;
const keys = Object.keys(valid) as Key[];

const piece = fc.oneof(
  fc.constantFrom('canary', '-', '0', '9'.repeat(12), '@', '#', '%', ' ', '\n', '\0', '/', ':'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

/** Mutates a value: replaces a piece of it. */
const slip = fc.record({ from: fc.nat({ max: 50 }), length: fc.nat({ max: 6 }), piece });

/** The URL keeps its scheme, as the allowed schemes depend on another setting. */
function changed(
  key: Key,
  { from, length, piece }: { from: number; length: number; piece: string },
) {
  const kept = key === 'DATABASE_URL' ? 'postgres://'.length : 0;
  const value = valid[key];
  const start = kept + (from % (value.length - kept + 1));
  return value.slice(0, start) + piece + value.slice(start + length);
}

it('F04 any values of a valid configuration changed: every invalid key is listed at once, and no secret', () => {
  const mutations = fc.uniqueArray(fc.record({ key: fc.constantFrom(...keys), slip }), {
    selector: ({ key }) => key,
  });
  fc.assert(
    fc.property(mutations, (list) => {
      const changes = list.map(({ key, slip }) => ({ [key]: changed(key, slip) }));
      const alone = changes.flatMap((change) => badKeys({ ...valid, ...change }));
      const together = Object.assign({ ...valid }, ...changes) as Record<string, string>;
      expect(new Set(badKeys(together))).toEqual(new Set(alone));
      expect(printed(refusalOf(together))).not.toContain('canary');
    }),
  );
});

it('F04 any names of a valid configuration changed: each is refused by name or ignored', () => {
  const renaming = fc.record({ key: fc.constantFrom(...keys), at: fc.nat({ max: 12 }), piece });
  fc.assert(
    fc.property(renaming, ({ key, at, piece }) => {
      const name = key.slice(0, at) + piece + key.slice(at + 1);
      const { [key]: value, ...others } = valid;
      const problems = badKeys({ ...others, [name]: value });
      const allowed: readonly string[] = key === 'DATABASE_URL' ? [key, name] : [name];
      expect(problems.every((problem) => allowed.includes(problem))).toBe(true);
      expect(printed(refusalOf({ ...others, [name]: value }))).not.toContain('canary%40word');
    }),
  );
});

it('F04 any values as variables: settings or a list of problems, never another error', () => {
  const anyValue = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
  const anyKey = fc.oneof(fc.constantFrom(...keys), fc.string());
  fc.assert(
    fc.property(fc.dictionary(anyKey, anyValue), (variables) => {
      const error = refusalOf(variables);
      expect(error?.problems.length ?? 1).toBeGreaterThan(0);
    }),
  );
});
