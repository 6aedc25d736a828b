import { ConfigurationError } from '@wdh/config';
import { LocalPostgresError } from '@wdh/local-postgres';
import { WdhError, type ErrorCategory } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.js';
import { InterruptedError } from './interrupted-error.js';

const failed = (category: ErrorCategory) => new WdhError('It failed.', { code: 'X', category });

describe('describeError', () => {
  it.each<[ErrorCategory, number]>([
    ['internal', 1],
    ['usage', 2],
    ['connection', 3],
    ['data', 4],
    ['schema', 5],
    ['locked', 6],
    ['file', 7],
    ['budget', 8],
  ])('gives an error of category %s the exit code %i', (category, exitCode) => {
    expect(describeError(failed(category))).toEqual({
      code: 'X',
      message: '[X] It failed.',
      exitCode,
    });
  });

  it('gives interruptions the exit codes of shells', () => {
    expect(describeError(new InterruptedError('SIGINT')).exitCode).toBe(130);
    expect(describeError(new InterruptedError('SIGTERM')).exitCode).toBe(143);
  });

  it('gives a run that another process cancelled the exit code of SIGTERM', () => {
    const options = { code: 'CANCELLED', category: 'interrupted' } as const;
    expect(describeError(new WdhError('It was cancelled.', options))).toEqual({
      code: 'CANCELLED',
      message: '[CANCELLED] It was cancelled.',
      exitCode: 143,
    });
  });

  it('gives a wrong configuration the exit code of wrong usage', () => {
    const error = new ConfigurationError([{ key: 'A', expected: 'b', action: 'c' }]);
    expect(describeError(error)).toMatchObject({ code: 'CONFIGURATION_INVALID', exitCode: 2 });
  });

  it('distinguishes a server that does not start from a full disk', () => {
    const exitCodeOf = (code: ConstructorParameters<typeof LocalPostgresError>[0]) =>
      describeError(new LocalPostgresError(code, 'It failed.')).exitCode;
    expect(exitCodeOf('LOCAL_POSTGRES_START_FAILED')).toBe(3);
    expect(exitCodeOf('LOCAL_POSTGRES_DISK_FULL')).toBe(7);
    expect(exitCodeOf('LOCAL_POSTGRES_SETTING_INVALID')).toBe(2);
  });

  it('shows nothing of an error that was not made for people', () => {
    const { code, message, exitCode } = describeError(new TypeError('cell value 4711'));
    expect({ code, exitCode }).toEqual({ code: 'INTERNAL', exitCode: 1 });
    expect(message).not.toContain('4711');
  });

  it('hides a secret in a message', () => {
    const error = new WdhError('Lost postgres://etl:canary@db/w', { code: 'X', category: 'file' });
    expect(describeError(error).message).not.toContain('canary');
  });
});
