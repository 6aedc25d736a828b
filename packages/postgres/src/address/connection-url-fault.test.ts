import { expect, it } from 'vitest';
import { findConnectionUrlFault } from './connection-url-fault.js';

it('returns undefined for a valid URL', () => {
  expect(findConnectionUrlFault('postgres://me@host/db')).toBeUndefined();
  expect(findConnectionUrlFault('postgres://me@host')).toBeUndefined();
});

it('returns what is wrong and what to do, without the URL', () => {
  const fault = findConnectionUrlFault('postgres://me:S3cret#x@host/db');
  expect(fault).toMatch(/^The connection URL cannot be parsed\. .*Percent-encode.*\.$/);
  expect(fault).not.toContain('S3cret');
});

it.each(['postgres://me@host', 'postgres://me@host/', 'postgres://me:1'])(
  'reports that %s names no database if one is required',
  (url) => {
    expect(findConnectionUrlFault(url, { isDatabaseRequired: true })).toContain(
      'names no database. Write it as postgres://',
    );
  },
);
