import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { translateDriverError } from './translate-driver-error.js';

const site = { server: 'db.example:5432' };

function serverError(code: string, more: object = {}): Error {
  return Object.assign(new postgres.PostgresError('x'), {
    message: 'secret value',
    code,
    severity: 'ERROR',
    detail: 'Key (id)=(secret value) already exists.',
    ...more,
  });
}

describe('translateDriverError', () => {
  it.each([
    ['22P02', 'VALUE_INVALID', 'data', false],
    ['22001', 'VALUE_TOO_LONG', 'data', false],
    ['23505', 'UNIQUE_VIOLATED', 'data', false],
    ['23000', 'CONSTRAINT_VIOLATED', 'data', false],
    ['28P01', 'LOGIN_REFUSED', 'connection', false],
    ['25006', 'DATABASE_READ_ONLY', 'schema', false],
    ['40001', 'SERIALIZATION_FAILED', 'locked', true],
    ['40P01', 'DEADLOCK_DETECTED', 'locked', true],
    ['42P01', 'TABLE_NOT_FOUND', 'schema', false],
    ['25P03', 'TRANSACTION_TIMEOUT', 'connection', true],
    ['25P04', 'TRANSACTION_TIMEOUT', 'connection', false],
    ['42999', 'SCHEMA_MISMATCH', 'schema', false],
    ['53100', 'SERVER_DISK_FULL', 'file', false],
    ['53300', 'TOO_MANY_CONNECTIONS', 'connection', true],
    ['53400', 'SERVER_LIMIT_REACHED', 'file', false],
    ['55P03', 'LOCK_TIMEOUT', 'locked', true],
    ['57014', 'STATEMENT_CANCELLED', 'interrupted', false],
    ['57P01', 'CONNECTION_TERMINATED', 'connection', true],
    ['57P03', 'SERVER_NOT_READY', 'connection', true],
    ['08006', 'CONNECTION_LOST', 'connection', true],
    ['XX000', 'DATABASE_FAILED', 'internal', false],
  ])('translates SQLSTATE %s to %s', (sqlState, code, category, isRetryable) => {
    expect(translateDriverError(serverError(sqlState), site)).toMatchObject({
      code,
      category,
      isRetryable,
      sqlState,
    });
  });

  it.each(['22P02', '23505', 'P0001', 'XX000'])(
    'removes the values that %s quotes from message and cause',
    (sqlState) => {
      const error = translateDriverError(serverError(sqlState), site);
      expect(error.message).not.toContain('secret');
      expect(error.cause).toBeUndefined();
      expect(JSON.stringify(error)).not.toContain('secret');
    },
  );

  it.each([
    ['a function', '42P01', { where: 'PL/pgSQL function f() line 1 at EXECUTE' }],
    ['a value converted to a name', '42704', {}],
    ['a function that chooses its code', '57014', { where: 'PL/Python function "f"' }],
  ])('does not show the message of %s with %s', (_who, sqlState, more) => {
    const error = translateDriverError(serverError(sqlState, more), site);
    expect(error.message).not.toContain('secret');
  });

  it.each([
    ['42601', { position: '8' }],
    ['42P07', {}],
    ['42501', {}],
    ['57014', {}],
    ['57014', { where: 'PL/pgSQL function f() line 1', routine: 'ProcessInterrupts' }],
    ['2200H', { where: 'COPY strikes, line 1', routine: 'nextval_internal' }],
  ])('shows the server message about a statement with %s', (sqlState, more) => {
    const error = translateDriverError(serverError(sqlState, more), site);
    expect(error.message).toContain('secret value');
  });

  it('shows the server message about a migration, but not what the migration raises', () => {
    const migrations = { ...site, isWithoutRows: true };
    const where = 'PL/pgSQL function inline_code_block line 1 at EXECUTE';
    const error = (routine: string) =>
      translateDriverError(serverError('42501', { where, routine }), migrations).message;
    expect(error('aclcheck_error')).toContain('secret value');
    expect(error('exec_stmt_raise')).not.toContain('secret');
  });

  it('names column, constraint and table', () => {
    const names = { column_name: 'cost', constraint_name: 'cost_check', table_name: 'strikes' };
    const { message } = translateDriverError(serverError('23514', names), site);
    expect(message).toContain('column "cost", constraint "cost_check", table "strikes"');
  });

  it.each([
    ['28P01', 'Check user and password'],
    ['25006', 'Connect to the primary'],
    ['3D000', 'Check the name of the database'],
    ['08006', 'Check network and server'],
    ['23505', 'remove the repeated key or use mode upsert'],
  ])('advises what to do about %s', (sqlState, advice) => {
    expect(translateDriverError(serverError(sqlState), site).message).toContain(advice);
  });

  it('unwraps driver errors that drizzle has wrapped', () => {
    const wrapped = new Error('Failed query: insert … params: secret', {
      cause: serverError('23505'),
    });
    const error = translateDriverError(wrapped, site);
    expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED' });
    expect(error.message).not.toContain('secret');
  });

  it.each(['ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED', 'ERR_STREAM_DESTROYED'])(
    'translates %s to a lost connection',
    (code) => {
      const error = translateDriverError(Object.assign(new Error('secret'), { code }), site);
      expect(error).toMatchObject({ code: 'CONNECTION_LOST', isRetryable: true });
      expect(error.message).toContain('db.example:5432');
      expect(error.message).toContain('Check network and server');
    },
  );

  it('reports a certificate that is not trusted', () => {
    const untrusted = Object.assign(new Error('x'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(translateDriverError(untrusted, site)).toMatchObject({ code: 'TLS_FAILED' });
  });

  it('keeps the stack of any other exception, but not its message', () => {
    const error = translateDriverError(new TypeError('secret'), site);
    expect(error).toMatchObject({ code: 'DRIVER_FAILED', category: 'internal' });
    expect(error.message).toContain('TypeError');
    const cause = error.cause as Error;
    expect(cause.stack).toContain('translate-driver-error.test');
    expect(`${error.message} ${cause.message} ${cause.stack ?? ''}`).not.toContain('secret');
  });

  it('returns a translated error unchanged', () => {
    const error = translateDriverError(new Error('x'), site);
    expect(translateDriverError(error, site)).toBe(error);
  });
});
