import { describe, expect, it } from 'vitest';
import type { WireSession } from '../../../src/wire/session.js';
import { codeOf } from '../../support/code-of.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole();

describe('a console without budgets', () => {
  it.each([
    '/api/budgets',
    '/api/budgets/acme',
    '/api/budgets/acme/spend',
    '/api/budgets/acme/entries',
  ])('says at %s what to do', async (path) => {
    const answer = await used.ask(path, { as: 'viewer' });
    const text = await answer.clone().text();
    expect(await codeOf(answer)).toEqual([404, 'BUDGETS_NOT_USED']);
    expect(text).toContain('wdh migrate up --budget');
  });

  it('does not offer their page', async () => {
    const session = (await (await used.ask('/api/session')).json()) as WireSession;
    expect(session.hasBudgets).toBe(false);
  });
});
