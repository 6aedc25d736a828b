import { describe, expect, it } from 'vitest';
import { isPlainPath } from './plain-path.js';

describe('a plain path', () => {
  it.each([
    '/',
    '/api/runs/00000000-0000-4000-8000-000000000000',
    '/jobs/my_job.v2',
    '/api/inputs/0/100%25.csv',
    '/api/inputs/0/M%C3%A4rz%202026.csv',
    '/api/inputs/0/..data',
    '/a/...',
  ])('is %s', (path) => {
    expect(isPlainPath(path)).toBe(true);
  });

  it.each([
    '',
    'api',
    '//api',
    '/api//runs',
    '/..',
    '/a/../b',
    '/a/.',
    '/%2e%2e/a',
    '/%2E./a',
    '/a%2fb',
    '/a%5cb',
    '/a\\b',
    '/%252e',
    '/%25252e',
    '/%252F',
    '/%00',
    '/%0d%0a',
    '/%7f',
    '/a%',
    '/a%g0',
    '/a b',
    '/a#b',
  ])('is not "%s"', (path) => {
    expect(isPlainPath(path)).toBe(false);
  });
});
