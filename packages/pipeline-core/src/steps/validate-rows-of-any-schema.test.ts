import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runStep } from '../testing/index.js';
import { type RowSchema, validateRows } from './validate-rows.js';

/** The same rules in each of three validators. */
const order: Record<string, RowSchema<object, object>> = {
  valibot: v.object({
    id: v.string(),
    buyer: v.object({ name: v.pipe(v.string(), v.maxLength(5)) }),
    items: v.array(v.object({ amount: v.pipe(v.number(), v.maxValue(10)) })),
    size: v.picklist(['Small', 'Large']),
  }),
  zod: z.object({
    id: z.string(),
    buyer: z.object({ name: z.string().max(5) }),
    items: z.array(z.object({ amount: z.number().max(10) })),
    size: z.enum(['Small', 'Large']),
  }),
  arktype: type({
    id: 'string',
    buyer: { name: 'string <= 5' },
    items: type({ amount: 'number <= 10' }).array(),
    size: "'Small' | 'Large'",
  }),
};
const names = Object.keys(order);
const good = { id: 'a', buyer: { name: 'Ann' }, items: [{ amount: 1 }], size: 'Small' };
const bad = { buyer: { name: 'Annabell' }, items: [{ amount: 1 }, { amount: 4711 }], size: 'Huge' };

async function issuesOf(name: string, row: object) {
  const schema = order[name] ?? v.never();
  return (await runStep(validateRows(schema), [row])).errors;
}

describe.each(names)('validateRows with %s', (name) => {
  it('passes on the output of the schema', async () => {
    const schema = order[name] ?? v.never();
    expect((await runStep(validateRows(schema), [good])).outputData).toEqual([good]);
  });

  it('names nested fields, and fields in lists', async () => {
    const fields = (await issuesOf(name, bad)).map(({ field }) => field);
    expect(fields.toSorted()).toEqual(['buyer.name', 'id', 'items.1.amount', 'size']);
  });

  it('reports what was expected, never the value', async () => {
    const issues = await issuesOf(name, { ...bad, id: 'x' });
    const messages = issues.map(({ field, message }) => `${field ?? ''}: ${message}`).join('\n');
    expect(messages).toMatch(/Small.*Large|Large.*Small/);
    expect(messages).toMatch(/buyer\.name: .*5/);
    expect(messages).not.toMatch(/Annabell|4711|Huge/);
  });

  it('gives every issue a code of its own in upper snake case', async () => {
    const codes = (await issuesOf(name, bad)).map(({ code }) => code);
    for (const code of codes) expect(code).toMatch(/^INVALID_[A-Z][A-Z_]*$/);
    expect(new Set(codes).size).toBeGreaterThan(1);
  });
});

describe('validateRows', () => {
  it('gives the issues of each validator the same form, without field and value', async () => {
    const of = async (name: string) => {
      const issues = await issuesOf(name, bad);
      const words = issues.map(({ field, code, message }) => [field, `${code}: ${message}`]);
      return Object.fromEntries(words) as Record<string, string>;
    };
    expect(await of('valibot')).toEqual({
      id: 'INVALID_OBJECT: Invalid key: Expected "id"',
      'buyer.name': 'INVALID_MAX_LENGTH: Invalid length: Expected <=5',
      'items.1.amount': 'INVALID_MAX_VALUE: Invalid value: Expected <=10',
      size: 'INVALID_PICKLIST: Invalid type: Expected ("Small" | "Large")',
    });
    expect(await of('zod')).toEqual({
      id: 'INVALID_TYPE: Invalid input: expected string',
      'buyer.name': 'INVALID_TOO_BIG: Too big: expected string to have <=5 characters',
      'items.1.amount': 'INVALID_TOO_BIG: Too big: expected number to be <=10',
      size: 'INVALID_VALUE: Invalid option: expected one of "Small"|"Large"',
    });
    expect(await of('arktype')).toEqual({
      id: 'INVALID_REQUIRED: must be a string',
      'buyer.name': 'INVALID_MAX_LENGTH: must be at most length 5',
      'items.1.amount': 'INVALID_MAX: must be at most 10',
      size: 'INVALID_UNION: must be "Large" or "Small"',
    });
  });

  it('has no field in an issue about the record as a whole', async () => {
    const whole = [
      v.pipe(
        v.object({ a: v.number() }),
        v.check(({ a }) => a > 9, 'must be more'),
      ),
      z.object({ a: z.number() }).refine(({ a }) => a > 9, 'must be more'),
      type({ a: 'number' }).narrow(({ a }, context) => a > 9 || context.reject('more')),
    ];
    for (const schema of whole) {
      const { errors, rejectedRows } = await runStep(validateRows<{ a: number }, object>(schema), [
        { a: 1 },
      ]);
      expect(errors).toMatchObject([{ field: null, message: 'must be more' }]);
      expect(rejectedRows).toMatchObject([{ field: null, message: 'must be more' }]);
    }
  });

  it('reports several failed conditions of arktype for one field', async () => {
    const schema = type({ code: type('string').and(/^\d+$/).and('string <= 2') });
    const { errors } = await runStep(validateRows(schema), [{ code: 'secret' }]);
    expect(errors).toMatchObject([
      { field: 'code', message: 'must be matched by ^\\d+$ and at most length 2' },
    ]);
  });

  it('keeps a message that lists the choices, although another field contains one of them', async () => {
    const sizes = ['Small', 'Large'] as const;
    const message = 'must be one of Small, Large';
    const schemas: RowSchema<object, object>[] = [
      v.object({ body: v.picklist(sizes), wings: v.picklist(sizes, message) }),
      z.object({ body: z.enum(sizes), wings: z.enum(sizes, message) }),
    ];
    for (const schema of schemas) {
      const { errors } = await runStep(validateRows(schema), [{ body: 'Large', wings: 'Huge' }]);
      expect(errors).toMatchObject([{ field: 'wings', message }]);
    }
  });

  it('keeps a message that lists the choices, although the value differs from one of them only by a blank', async () => {
    const { errors } = await runStep(validateRows(order['zod'] ?? v.never()), [
      { ...good, size: 'Small ' },
    ]);
    expect(errors).toMatchObject([{ message: 'Invalid option: expected one of "Small"|"Large"' }]);
  });

  it.each([
    [
      'valibot',
      v.pipe(
        v.object({ cost: v.string(), total: v.string() }),
        v.forward(
          v.partialCheck(
            [['cost'], ['total']],
            () => false,
            ({ input }) => `above ${input.cost}`,
          ),
          ['total'],
        ),
      ),
    ],
    [
      'zod',
      z.object({ cost: z.string(), total: z.string() }).superRefine(({ cost }, context) => {
        context.addIssue({ code: 'custom', path: ['total'], message: `above ${cost}` });
      }),
    ],
    [
      'arktype',
      type({ cost: 'string', total: 'string' }).narrow(({ cost }, context) =>
        context.reject({ path: ['total'], expected: `above ${cost}`, actual: '' }),
      ),
    ],
  ])('replaces a message of %s that repeats the value of another field', async (_, schema) => {
    const row = { cost: 'canary', total: '9' };
    const { errors } = await runStep(validateRows<typeof row, object>(schema), [row]);
    expect(errors).toMatchObject([{ field: 'total', message: 'is not valid' }]);
  });

  it('accepts an issue that has only the fields that the standard requires', async () => {
    const schema: RowSchema<{ a: string }, { a: string }> = {
      '~standard': {
        version: 1,
        vendor: 'own',
        validate: () => ({
          issues: [{ message: 'must be good', path: [{ key: 'a' }] }, { message: '' }],
        }),
      },
    };
    const { errors } = await runStep(validateRows(schema), [{ a: 'x' }]);
    expect(errors).toMatchObject([
      { field: 'a', code: 'INVALID_VALUE', message: 'must be good' },
      { field: null, code: 'INVALID_VALUE', message: 'is not valid' },
    ]);
  });

  it('calls the validator as a method of the standard property', async () => {
    const standard = {
      version: 1,
      vendor: 'own',
      limit: 3,
      validate(value: unknown) {
        return (value as { a: number }).a > this.limit
          ? { issues: [{ message: 'is over' }] }
          : { value };
      },
    } as const;
    const schema = { '~standard': standard } as RowSchema<{ a: number }, { a: number }>;
    const { outputData, errors } = await runStep(validateRows(schema, { warnings: schema }), [
      { a: 1 },
      { a: 4 },
    ]);
    expect([outputData, errors]).toMatchObject([[{ a: 1 }], [{ message: 'is over' }]]);
  });
});

describe('the warnings of validateRows', () => {
  const schema = v.object({ speed: v.pipe(v.string(), v.toNumber()), name: v.string() });
  const rows = [
    { speed: '9', name: 'a' },
    { speed: '900', name: 'b' },
    { speed: 'fast', name: 'c' },
  ];

  it.each([
    ['valibot', v.object({ speed: v.pipe(v.number(), v.maxValue(400, 'must be plausible')) })],
    ['zod', z.object({ speed: z.number().max(400, 'must be plausible') })],
    [
      'valibot, later',
      v.objectAsync({ speed: v.pipeAsync(v.number(), v.maxValue(400, 'must be plausible')) }),
    ],
  ])(
    'are the issues of a second schema, of %s, and the row is passed on unchanged',
    async (_, warnings) => {
      const step = validateRows(schema, { name: 'check', warnings });
      const outcome = await runStep(step, rows);
      expect(outcome.outputData).toEqual([
        { speed: 9, name: 'a' },
        { speed: 900, name: 'b' },
      ]);
      expect(outcome.warnings).toMatchObject([
        { rowNumber: 2, stepName: 'check', field: 'speed', message: 'must be plausible' },
      ]);
      expect(outcome.errors).toMatchObject([{ rowNumber: 3, field: 'speed' }]);
      expect(outcome.metrics).toMatchObject({ warningsCount: 1, errorsCount: 1 });
    },
  );

  it('contain no value either', async () => {
    const warnings = v.object({ name: v.literal('z') });
    const { warnings: found } = await runStep(validateRows(schema, { warnings }), [
      { speed: '9', name: 'canary' },
    ]);
    expect(found).toMatchObject([{ field: 'name', message: 'Invalid type: Expected "z"' }]);
  });

  it('do not replace the row by the output of the second schema', async () => {
    const warnings = v.pipe(
      v.object({ speed: v.number() }),
      v.transform(() => ({ other: 1 })),
    );
    const { outputData } = await runStep(validateRows(schema, { warnings }), rows.slice(0, 1));
    expect(outputData).toEqual([{ speed: 9, name: 'a' }]);
  });

  it('may follow a first schema that is asynchronous', async () => {
    const later = v.objectAsync({ speed: v.pipeAsync(v.string(), v.toNumber()) });
    const warnings = v.object({ speed: v.pipe(v.number(), v.maxValue(400)) });
    const { outputData, warnings: found } = await runStep(validateRows(later, { warnings }), [
      { speed: '900' },
    ]);
    expect([outputData, found]).toMatchObject([[{ speed: 900 }], [{ field: 'speed' }]]);
  });
});
