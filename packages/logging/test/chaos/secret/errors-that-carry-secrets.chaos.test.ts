import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { createLogging, redact, registerSecret } from '../../../src/index.js';
import { CapturedStream } from '../../captured-stream.js';

const secret = 'canary-3f9d';
registerSecret(secret);
const url = `postgres://etl:${secret}@db:5432/warehouse`;

/** The output of both formats for an error. */
function printed(error: unknown): string {
  return (['json', 'pretty'] as const)
    .map((format) => {
      const stdout = new CapturedStream();
      const logging = createLogging({ stdout, format, colors: false });
      logging.getLogger('chaos').error('job.failed', { error });
      return stdout.text;
    })
    .join('');
}

/** The output of printing an error in one of the usual ways. */
function shownWithoutLogger(error: unknown): string {
  const inspected = inspect(error, { depth: Infinity, showHidden: true });
  const own = error as { readonly toJSON?: () => string };
  return inspected + (own.toJSON?.() ?? '') + String(error);
}

function chainOf(length: number): Error {
  let error = new Error(`the innermost, ${url}`);
  for (let level = 0; level < length; level += 1) error = new Error('outer', { cause: error });
  return error;
}

function cyclic(): Error {
  const error = new Error(url);
  error.cause = new Error('between', { cause: error });
  return error;
}

function parseErrorOf(text: string): unknown {
  try {
    return new URL(text);
  } catch (error) {
    return error;
  }
}

const leaky: readonly (readonly [string, unknown])[] = [
  ['an error with the URL in its message', new Error(`connecting to ${url} failed`)],
  ['a cause four levels down', chainOf(4)],
  ['a cause forty levels down', chainOf(40)],
  ['a circular chain of causes', cyclic()],
  ['an AggregateError in an AggregateError', new AggregateError([new AggregateError([url])])],
  [
    'a cause that is not an error',
    new Error('x', { cause: { config: { connectionString: url } } }),
  ],
  ['the error of a URL that does not parse', parseErrorOf(`${url}:port`)],
  ['an error with the URL as a field', Object.assign(new Error('x'), { options: { url } })],
  ['an error with the secret as its name', Object.assign(new Error('x'), { name: secret })],
  ['an error with the secret in its stack', Object.assign(new Error('x'), { stack: `at ${url}` })],
  ['an error that inspects itself', Object.assign(new Error('x'), { [inspect.custom]: () => url })],
  ['an error with its own toJSON', Object.assign(new Error('x'), { toJSON: () => url })],
  [
    'an error with a field that throws',
    Object.defineProperty(new Error(url), 'detail', {
      enumerable: true,
      get: () => {
        throw new Error(url);
      },
    }),
  ],
  [
    'a database error about a row',
    Object.assign(new Error('duplicate key value'), {
      severity: 'ERROR',
      code: '23505',
      detail: `Key (id)=(${secret}) already exists.`,
      where: `COPY t, line 3, column id: "${secret}"`,
    }),
  ],
];

it.each(leaky)('S04 %s: no part of the secret is printed', (_fault, error) => {
  // The fault is present: printing the error without a logger prints the secret.
  expect(shownWithoutLogger(error)).toContain(secret);
  expect(printed(error)).not.toContain(secret);
  expect(JSON.stringify(redact(error))).not.toContain(secret);
});

it('S04 a logger with bound secrets, inspected at every depth: it does not show them', () => {
  const logging = createLogging({ stdout: new CapturedStream() });
  const logger = logging.getLogger('chaos').bind({ note: secret, password: 'unregistered-canary' });
  for (const value of [logging, logger]) {
    expect(inspect(value, { depth: Infinity, showHidden: true })).not.toMatch(/canary/);
  }
});
