import { describe, expect, it } from 'vitest';
import { apiPath, withQuery } from './api-path.js';

describe('apiPath', () => {
  it('encodes values', () => {
    expect(apiPath`/runs/${'a/b'}/steps`).toBe('/runs/a%2Fb/steps');
    expect(apiPath`/runs`).toBe('/runs');
    expect(apiPath`/jobs/${'x'}/runs/${'y?'}`).toBe('/jobs/x/runs/y%3F');
  });
});

describe('withQuery', () => {
  it('omits values that are not there', () => {
    expect(withQuery('/runs', { job: 'a&b', status: '', text: null, limit: 50 })).toBe(
      '/runs?job=a%26b&limit=50',
    );
    expect(withQuery('/runs', {})).toBe('/runs');
  });
});
