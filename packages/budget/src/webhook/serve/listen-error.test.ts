import { expect, it } from 'vitest';
import { listenError } from './listen-error.js';

it('an error of another kind stays what it is', () => {
  for (const error of [
    Object.assign(new Error('files'), { code: 'EMFILE' }),
    new Error('x'),
    'x',
  ]) {
    expect(listenError(error, 80, '127.0.0.1')).toBe(error);
  }
});

it('an address that cannot be used is named, with what to do', () => {
  const error = Object.assign(new Error('no'), { code: 'EACCES' });
  expect(listenError(error, 80, '127.0.0.1')).toMatchObject({
    code: 'WEBHOOK_ADDRESS_INVALID',
    summary: expect.stringContaining('127.0.0.1:80 (EACCES)') as string,
  });
});
