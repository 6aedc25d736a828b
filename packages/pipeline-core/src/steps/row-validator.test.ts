import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { createContext } from '../context/pipeline-context.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { createRecordingLogger } from '../testing/recording-logger.js';
import { rowValidator } from './row-validator.js';
import { validateRows } from './validate-rows.js';

const rows = Array.from({ length: 200 }, (_, at) => ({ id: String(at) }));

function idSchema() {
  const schema = v.object({ id: v.pipe(v.string(), v.digits(), v.toNumber()) });
  const { validate } = schema['~standard'];
  const asked = vi.fn(validate);
  return { schema: { ...schema, '~standard': { ...schema['~standard'], validate: asked } }, asked };
}

describe('validateRows with a schema of valibot', () => {
  it('asks the schema about the first rows of every run only', async () => {
    const { schema, asked } = idSchema();
    const pipeline = new Pipeline<{ id: string }>('p').addStep(validateRows(schema));
    for (const run of [1, 2]) {
      const { outputData } = await pipeline.run(rows);
      expect(outputData).toEqual(rows.map((_, id) => ({ id })));
      expect(asked).toHaveBeenCalledTimes(64 * run);
    }
  });

  it('asks no more often where the rows of two runs come in turns', () => {
    const { schema, asked } = idSchema();
    const validate = rowValidator('validate_rows', schema, 'auto');
    const { config } = new Pipeline<{ id: string }>('p');
    const contexts = [1, 2].map(() => createContext('p', config, {}));
    for (const row of rows) for (const context of contexts) void validate(row, context);
    expect(asked).toHaveBeenCalledTimes(2 * 64);
  });

  it('asks the schema about every row with compile: off', async () => {
    const { schema, asked } = idSchema();
    await new Pipeline<{ id: string }>('p')
      .addStep(validateRows(schema, { compile: 'off' }))
      .run(rows);
    expect(asked).toHaveBeenCalledTimes(200);
  });

  it('stops using the compiled schema where it differs, with one warning', async () => {
    const { schema, asked } = idSchema();
    asked.mockImplementation((row) => ({ value: { id: -Number((row as { id: string }).id) - 1 } }));
    const logger = createRecordingLogger();
    const pipeline = new Pipeline<{ id: string }>('p').addStep(validateRows(schema));
    const { outputData } = await pipeline.run(rows, { logger });
    await pipeline.run(rows, { logger });
    expect(outputData).toEqual(rows.map((_, at) => ({ id: -at - 1 })));
    expect(asked).toHaveBeenCalledTimes(400);
    const warned = logger.events.filter(({ event }) => event === 'pipeline.step.compiled.differs');
    expect(warned).toMatchObject([{ level: 'warn', context: { stepName: 'validate_rows' } }]);
  });

  it('calls each function in the schema once for each row', async () => {
    const seen: string[] = [];
    const note = (id: string): boolean => seen.push(id) > 0;
    const schema = v.object({
      id: v.pipe(v.string(), v.check(note)),
      low: v.optional(v.pipe(v.number(), v.maxValue(1))),
    });
    const given = rows.map((row, at) => ({ ...row, low: at % 3 }));
    await new Pipeline<(typeof given)[number]>('p', { stopOnError: false, errorThreshold: 1 })
      .addStep(validateRows(schema))
      .run(given);
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
