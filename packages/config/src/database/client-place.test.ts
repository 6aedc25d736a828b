import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('node:os');
  vi.resetModules();
});

it('a user without a home has no files', async () => {
  vi.resetModules();
  vi.doMock(import('node:os'), async (original) => ({
    ...(await original()),
    homedir: () => {
      throw new Error('The system knows no home for this user.');
    },
  }));
  const { clientPlaceHere } = await import('./complete-database-url.js');
  expect(clientPlaceHere().homeFolder).toBe('');
});
