import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { redact } from './redact.js';

const R = '***REDACTED***';

/** An error like those of the driver, with the fields of the server's message. */
function databaseError(fields: Readonly<Record<string, unknown>>): Error {
  return Object.assign(new Error(String(fields['message'])), { severity: 'ERROR', ...fields });
}

function errorOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('redact for an error', () => {
  it('redacts the frames of a stack of any length, one by one', () => {
    for (const count of [1, 400]) {
      const error = new Error('x');
      error.stack = `Error: x\n${'    at f (file:///a/token=x1:1:1)\n'.repeat(count)}`;
      const text = JSON.stringify(redact(error));
      expect(text).toContain(`at f (file:///a/token=${R}`);
      expect(text).not.toContain('x1');
      expect(text.length).toBeLessThan(9000);
    }
  });

  it('hides the arguments of a program that could not be started', () => {
    const fields = { path: 'mysql', spawnargs: ['-px1'] };
    const error = redact(Object.assign(new Error('spawn mysql ENOENT'), fields));
    expect(error).toMatchObject({ path: 'mysql', spawnargs: R });
  });

  it('shows name, message, frames and cause, and redacts each', () => {
    class LoadError extends Error {
      override readonly name = 'LoadError';
      readonly code = 'LOAD_FAILED';
    }
    const error = new LoadError('connecting to postgres://u:p@h failed', {
      cause: new TypeError('password=x refused'),
    });
    expect(redact({ error })).toEqual({
      error: {
        name: 'LoadError',
        message: `connecting to postgres://u:${R}@h failed`,
        stack: expect.stringMatching(/^at /) as string,
        cause: {
          name: 'TypeError',
          message: `password=${R} refused`,
          stack: expect.stringMatching(/^at /) as string,
        },
        code: 'LOAD_FAILED',
      },
    });
  });

  it('shows every error of an AggregateError', () => {
    const error = new AggregateError([new Error('token=x'), 'postgres://u:p@h'], 'both');
    expect(redact(error)).toMatchObject({
      message: 'both',
      errors: [{ message: `token=${R}` }, `postgres://u:${R}@h`],
    });
  });

  it('hides the URL of ERR_INVALID_URL', () => {
    const copy = redact(errorOf(() => new URL('postgres://etl:can ary@db:port/w')));
    expect(copy).toMatchObject({ code: 'ERR_INVALID_URL', input: R });
    expect(JSON.stringify(copy)).not.toContain('ary');
  });

  it('hides row values, statement and parameters of a database error', () => {
    const error = databaseError({
      message: 'duplicate key value violates unique constraint "people_pkey"',
      code: '23505',
      detail: 'Key (name)=(canary) already exists.',
      where: 'COPY people, line 3, column name: "canary"',
      query: "insert into people values ('canary')",
      parameters: ['canary'],
      args: ['canary'],
      constraint_name: 'people_pkey',
    });
    const copy = redact({ error, same: Object.assign({}, error) });
    expect(copy).toMatchObject({
      error: {
        message: 'duplicate key value violates unique constraint "people_pkey"',
        detail: R,
        where: `COPY people, line 3, column name: ${R}`,
        constraint_name: 'people_pkey',
      },
      same: { detail: R, query: R },
    });
    expect(JSON.stringify(copy)).not.toContain('canary');
  });

  it.each([
    ['22P02', 'invalid input syntax for type integer: "canary"'],
    ['22003', 'value "canary" is out of range for type integer'],
    ['22008', 'date/time field value out of range: "canary "quoted" canary"'],
  ])('hides the cell value that the message of %s quotes', (code, message) => {
    const copy = JSON.stringify(redact(databaseError({ code, message })));
    expect(copy).not.toContain('canary');
    expect(copy).toContain(code);
  });

  it.each([
    [
      'Loading failed: Key (name)=(canary (x)) already exists.',
      `Loading failed: Key (name)=(${R}) already exists.`,
    ],
    ['Failing row contains (1, canary).', `Failing row contains (${R}).`],
  ])('hides the row values that %j repeats', (message, redacted) => {
    expect(redact(new Error(message))).toMatchObject({ message: redacted });
  });

  it('recognises errors of another realm', () => {
    const foreign = runInNewContext(
      "Object.assign(new Error('a'), { detail: 'canary' })",
    ) as unknown;
    expect(redact(foreign)).toMatchObject({ name: 'Error', message: 'a', detail: R });
  });

  it('hides the statement and parameters that drizzle repeats in its message', () => {
    const error = new Error("Failed query: insert into t values ('canary')\nparams: canary");
    expect(redact(error)).toMatchObject({ message: `Failed query: ${R}` });
  });

  it('hides the received value of a validator', () => {
    const error = Object.assign(new Error('Invalid type: Expected number but received "canary"'), {
      issues: [{ input: 'canary', received: '"canary"', path: [{ key: 'age', value: 'canary' }] }],
    });
    const copy = redact(error);
    expect(JSON.stringify(copy)).not.toContain('canary');
    expect(copy).toMatchObject({ issues: [{ path: [{ key: 'age', value: R }] }] });
  });

  it('does not change fields of the same names outside errors', () => {
    const value = { detail: 'about it', query: 'page', where: 'here: "x"', code: 'LOAD_FAILED' };
    expect(redact(value)).toEqual(value);
  });

  it('keeps the message out of the stack', () => {
    const error = new Error('first\nsecond canary');
    expect(redact(error)).toMatchObject({ stack: expect.not.stringContaining('canary') as string });
  });

  it('handles a circular chain of causes', () => {
    const error = new Error('a');
    error.cause = new Error('b', { cause: error });
    expect(redact(error)).toMatchObject({ cause: { message: 'b', cause: '[Circular]' } });
  });
});
