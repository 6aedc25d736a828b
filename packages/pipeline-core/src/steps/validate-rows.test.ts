import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../pipeline/pipeline.js';
import { validateRows } from './validate-rows.js';

const schema = v.pipe(
  v.object({
    name: v.pipe(v.string(), v.nonEmpty()),
    day: v.pipe(v.string(), v.isoDate()),
    size: v.picklist(['Small', 'Large']),
    cost: v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(10)),
    total: v.pipe(v.string(), v.transform(Number)),
  }),
  v.forward(
    v.partialCheck(
      [['cost'], ['total']],
      ({ cost, total }) => cost <= total,
      'must not be below cost',
    ),
    ['total'],
  ),
);

const good = { name: 'a', day: '2024-02-29', size: 'Small', cost: '7', total: '8' };

async function issuesOf(row: object) {
  const pipeline = new Pipeline<v.InferInput<typeof schema>>('p', {
    stopOnError: false,
    errorThreshold: 1,
  }).addStep(validateRows(schema));
  return (await pipeline.run([row as typeof good & { size: 'Small' }])).errors;
}

describe('validateRows', () => {
  it('passes on the output of the schema', async () => {
    const pipeline = new Pipeline<v.InferInput<typeof schema>>('p').addStep(validateRows(schema));
    const { outputData } = await pipeline.run([{ ...good, size: 'Small' }]);
    expect(outputData).toEqual([{ ...good, cost: 7, total: 8 }]);
  });

  it('names field and failed check of every invalid field', async () => {
    const issues = await issuesOf({ ...good, day: '2024-02-31x', size: 'Huge', cost: 'x7' });
    expect(issues.map(({ field, code }) => [field, code])).toEqual([
      ['day', 'INVALID_ISO_DATE'],
      ['size', 'INVALID_PICKLIST'],
      ['cost', 'INVALID_DIGITS'],
    ]);
  });

  it('reports what was expected and never the value', async () => {
    const issues = await issuesOf({ ...good, day: 'canary-1', size: 'canary-2', cost: '99' });
    expect(issues.map(({ message }) => message)).toEqual([
      'Invalid date',
      'Invalid type: Expected ("Small" | "Large")',
      'Invalid value: Expected <=10',
    ]);
  });

  it('reports a missing field by name', async () => {
    const { name, ...rest } = good;
    expect(name).toBe('a');
    expect(await issuesOf(rest)).toMatchObject([{ field: 'name', code: 'INVALID_OBJECT' }]);
  });

  it('assigns a check over several fields to the field that it was forwarded to', async () => {
    expect(await issuesOf({ ...good, cost: '9' })).toMatchObject([
      { field: 'total', message: 'must not be below cost' },
    ]);
  });

  it('replaces a message that repeats the value', async () => {
    const telling = v.object({
      id: v.pipe(
        v.string(),
        v.check(
          () => false,
          ({ input }) => `what is ${input}?`,
        ),
      ),
    });
    const { errors } = await new Pipeline<{ id: string }>('p')
      .addStep(validateRows(telling))
      .run([{ id: 'canary' }]);
    expect(errors).toMatchObject([{ field: 'id', message: 'is not valid', code: 'INVALID_CHECK' }]);
  });

  it('awaits a schema that is asynchronous', async () => {
    const later = v.objectAsync({
      id: v.pipeAsync(
        v.string(),
        v.checkAsync(async (id) => Promise.resolve(id !== 'b'), 'must not be b!'),
      ),
    });
    const { outputData, errors } = await new Pipeline<{ id: string }>('p', {
      stopOnError: false,
      errorThreshold: 1,
    })
      .addStep(validateRows(later, { name: 'later' }))
      .run([{ id: 'a' }, { id: 'b' }]);
    expect(outputData).toEqual([{ id: 'a' }]);
    expect(errors).toMatchObject([{ rowNumber: 2, stepName: 'later' }]);
  });
});
