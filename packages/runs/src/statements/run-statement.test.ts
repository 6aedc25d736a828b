import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createMemoryDatabase } from '../../test/support/memory-database.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from './run-statement.js';

const startedAt = new Date('2026-02-03T04:05:06.789Z');
const run = {
  executionId: 'run-1',
  pipelineName: 'strikes',
  pipelineVersion: '1',
  startedAt,
  status: 'success',
  target: 'public.strikes',
  loadMode: 'append',
  rowsInput: 5_000_000_000,
};

describe('runStatement', () => {
  it('writes and reads rows with the types of the schema', async () => {
    const database = createMemoryDatabase();
    const written = await runStatement(database, (on) =>
      on.insert(pipelineExecutions).values(run).returning({ id: pipelineExecutions.executionId }),
    );
    expect(written).toEqual([{ id: 'run-1' }]);
    const found = await runStatement(database, (on) =>
      on.select().from(pipelineExecutions).where(eq(pipelineExecutions.executionId, 'run-1')),
    );
    expect(found).toMatchObject([{ ...run, completedAt: null, isForced: false, attempts: 1 }]);
  });

  it('names a table with its schema, and a column without', async () => {
    const texts: string[] = [];
    const database = createMemoryDatabase();
    const on = {
      query: (text: string) => {
        texts.push(text);
        return database.query<never>(text);
      },
    };
    await runStatement(on, (statements) =>
      statements.select({ id: pipelineExecutions.executionId }).from(pipelineExecutions),
    );
    expect(texts).toEqual(['select "execution_id" from "public"."pipeline_executions"']);
  });

  it('throws the error of the database, which contains no parameter', async () => {
    const refused = new Error('refused');
    const on = { query: () => Promise.reject(refused) };
    const statement = runStatement(on, (statements) =>
      statements.insert(pipelineExecutions).values(run),
    );
    await expect(statement).rejects.toBe(refused);
  });
});
