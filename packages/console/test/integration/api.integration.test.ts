import { describe, expect, it } from 'vitest';
import { useConsole } from '../support/use-console.js';

const used = useConsole();

describe('the API of the console', () => {
  it('answers a visitor with a token, and refuses others', async () => {
    const known = await used.ask('/api/runs', { as: 'viewer' });
    expect([known.status, await known.json()]).toEqual([200, { items: [], next: null }]);
    const unknown = await used.ask('/api/runs', { as: null });
    expect(unknown.status).toBe(401);
  });
});
