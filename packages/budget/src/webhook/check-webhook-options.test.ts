import { describe, expect, it } from 'vitest';
import { createBudgetWebhook } from './create-budget-webhook.js';

const connectionUrl = 'postgres://127.0.0.1:1/none';
const secret = 'x'.repeat(32);

describe('a webhook', () => {
  it.each([
    [{ secrets: [] }, 'no secret'],
    [{ secrets: '' }, 'shorter than 32'],
    [{ secrets: 'short' }, 'shorter than 32'],
    [{ secrets: ' '.repeat(40) }, 'shorter than 32'],
    [{ secrets: `${secret}\n` }, 'line break'],
    [{ secrets: [secret, 'short'] }, 'shorter than 32'],
    [{ secrets: secret, basic: { user: '', password: secret } }, 'user of Basic'],
    [{ secrets: secret, basic: { user: 'a:b', password: secret } }, 'user of Basic'],
    [{ secrets: secret, basic: { user: 'a', password: 'short' } }, 'password of Basic'],
    [{ secrets: secret, replayRetentionMs: 0 }, 'replayRetentionMs'],
    [{ secrets: secret, deadlineMs: 0.5 }, 'deadlineMs'],
  ])('does not start with options that are not valid: case %#', (options, message) => {
    const create = () => createBudgetWebhook({ connectionUrl, ...options });
    expect(create).toThrow(
      expect.objectContaining({ code: 'WEBHOOK_OPTION_INVALID', category: 'usage' }),
    );
    expect(create).toThrow(message);
    expect(create).not.toThrow(/"short"/u);
  });

  it('lists all problems at once', () => {
    const create = () =>
      createBudgetWebhook({ connectionUrl, secrets: [], basic: { user: '', password: '' } });
    expect(create).toThrow(/no secret.*user of Basic.*password of Basic/u);
  });

  it('starts with one secret or several, and refuses requests after its end', async () => {
    const webhook = createBudgetWebhook({ connectionUrl, secrets: [secret, secret] });
    await webhook.close();
    const answer = await webhook.fetch(new Request('http://127.0.0.1/health'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await createBudgetWebhook({ connectionUrl, secrets: secret }).close();
  });
});
