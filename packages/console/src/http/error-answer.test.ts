import { type LogContext, silentLogger, WdhError } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import type { WireError } from '../wire/wire.js';
import { errorAnswer } from './error-answer.js';
import { Refusal } from './refusal.js';

function answerTo(error: unknown) {
  const logged: (LogContext | undefined)[] = [];
  const logger = {
    ...silentLogger,
    error: (_event: string, context?: LogContext) => {
      logged.push(context);
    },
  };
  return { answer: errorAnswer(error, logger), logged };
}

const bodyOf = async (answer: Response) => ((await answer.json()) as WireError).error;

describe('the answer to an error', () => {
  it.each([
    ['RUN_QUERY_INVALID', 'usage', 400],
    ['RUN_NOT_FOUND', 'usage', 404],
    ['EXECUTION_EXISTS', 'usage', 409],
    ['ROW_REJECTED', 'data', 422],
    ['TARGET_LOCKED', 'locked', 409],
    ['CONNECTION_LOST', 'connection', 503],
    ['STATEMENT_CANCELLED', 'interrupted', 503],
    ['PRIVILEGE_MISSING', 'schema', 500],
  ] as const)('%s of category %s has the status %i', async (code, category, status) => {
    const { answer } = answerTo(new WdhError('It is so.', { code, category }));
    const body = await bodyOf(answer);
    expect([answer.status, body.code]).toEqual([status, code]);
    expect(body.message).toMatch(
      category === 'connection' ? /database.*does not answer/u : /^It is so\.$/u,
    );
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '2' : null);
  });

  it.each([
    new Error('canary of a value'),
    'canary of a value',
    new WdhError('canary of a value', { code: 'DRIVER_FAILED', category: 'internal' }),
  ])('shows an id that is in the log, and nothing of %s', async (error) => {
    const { answer, logged } = answerTo(error);
    const { code, message } = await bodyOf(answer);
    expect([answer.status, code]).toEqual([500, 'INTERNAL']);
    expect(message).not.toContain('canary');
    expect(logged).toHaveLength(1);
    expect(message).toContain(String(logged[0]?.['id']));
  });

  it('of a refusal has its fields and headers', async () => {
    const refusal = new Refusal(400, 'BODY_INVALID', 'Wrong.', {
      fields: { month: 'Name one.' },
      headers: { allow: 'GET' },
    });
    const { answer, logged } = answerTo(refusal);
    expect(answer.headers.get('allow')).toBe('GET');
    const expected = { code: 'BODY_INVALID', message: 'Wrong.', fields: { month: 'Name one.' } };
    expect(await bodyOf(answer)).toEqual(expected);
    expect(logged).toEqual([]);
  });
});
