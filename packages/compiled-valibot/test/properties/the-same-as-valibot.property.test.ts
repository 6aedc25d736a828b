import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileSchema, type StandardResult } from '../../src/index.js';
import { isSameValue } from '../../src/same-value.js';
import { calls, forgetCalls } from './calls.js';
import type { Kind } from './kind.js';
import { objects } from './objects.js';
import { kind } from './schemas.js';
import { anything } from './values.js';

interface Outcome {
  readonly result?: unknown;
  readonly thrown?: string;
  readonly calls: readonly unknown[];
}

function outcomeOf(validate: (value: unknown) => unknown, value: unknown): Outcome {
  forgetCalls();
  try {
    return { result: validate(value), calls: [...calls] };
  } catch (error) {
    return { thrown: String(error), calls: [...calls] };
  }
}

const kindWithValue = fc
  .oneof({ weight: 3, arbitrary: objects(kind) }, kind)
  .chain(({ values, ...schema }: Kind) =>
    fc.record({
      schema: fc.constant(schema),
      given: fc.array(fc.oneof({ weight: 5, arbitrary: values }, anything), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  );

const count = { passed: 0, decided: 0 };

afterEach(() => {
  v.deleteGlobalConfig();
});

describe.each(['auto', 'never'] as const)('with code generation %s', (codeGeneration) => {
  it.each([{}, { abortEarly: true }, { abortPipeEarly: true, lang: 'de' }])(
    'a compiled schema has the results of valibot, and calls its functions as often, with %j',
    (config) => {
      v.setGlobalConfig(config);
      const law = fc.property(kindWithValue, ({ schema: { schema, name }, given }) => {
        const own = vi.fn(schema['~standard'].validate);
        const observed = { ...schema, '~standard': { ...schema['~standard'], validate: own } };
        const compiled = compileSchema(observed, { codeGeneration });
        if (compiled === null) return;
        for (const value of given) {
          const expected = outcomeOf(schema['~standard'].validate, value);
          own.mockClear();
          const got = outcomeOf(compiled.validate, value);
          if (!isSameValue(expected, got)) expect({ name, ...got }).toEqual({ name, ...expected });
          expect({ name, isSame: isSameValue(expected, got) }).toEqual({ name, isSame: true });
          if (expected.thrown !== undefined) continue;
          const result = expected.result as StandardResult<unknown>;
          if (result.issues === undefined) {
            count.passed += 1;
            if (own.mock.calls.length === 0) count.decided += 1;
          }
          forgetCalls();
          expect({ name, agrees: compiled.agrees(value, result) }).toEqual({ name, agrees: true });
          expect(calls).toEqual([]);
        }
      });
      fc.assert(law, { numRuns: 600 });
    },
  );
});

it('was decided by the compiled schema in almost all cases that pass', () => {
  expect(count.passed).toBeGreaterThan(1000);
  expect(count.decided / count.passed).toBeGreaterThan(0.9);
});
