import { describe, expect, test } from 'vitest';
import { alertOf } from '../../../test/support/notices/budget-alerts.js';
import { renderNotice } from '../notice.js';
import { slackMessage } from './slack-message.js';

interface Message {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text?: { readonly type: string; readonly text: string };
    readonly fields?: readonly { readonly type: string; readonly text: string }[];
    readonly elements?: readonly { readonly type: string; readonly text: string }[];
  }[];
}

const messageOf = async (changes = {}): Promise<Message> =>
  slackMessage(await renderNotice(alertOf(changes))) as Message;

test('a message has a header with a sign, the figures, what to do, and when', async () => {
  const { text, blocks } = await messageOf();
  expect(text).toBe(
    '⚠️ [Budget alert] Acme Ltd (acme): 80.24 % used. Acme Ltd (acme) has spent $401.2034 of a budget of $500.00 (80.24 %).',
  );
  expect(blocks.map(({ type }) => type)).toEqual([
    'header',
    'section',
    'section',
    'section',
    'context',
  ]);
  expect(blocks[0]?.text?.text).toBe('⚠️ [Budget alert] Acme Ltd (acme): 80.24 % used');
  expect(blocks[2]?.fields?.map((field) => field.text)).toEqual([
    '*Spent*\n$401.2034',
    '*Budget*\n$500.00',
    '*Used*\n80.24 %',
    '*Refused from*\n$550.00 (110 %)',
    '*Reset*\n2026-12-01 00:00 UTC, in 3 days',
  ]);
  expect(blocks[3]?.text?.text).toContain('Paid calls go on.');
  expect(blocks[4]?.elements?.[0]?.text).toBe('Reported by spend · 2026-11-28 06:30 UTC');
});

test.each([
  ['critical', '🔴'],
  ['blocked', '⛔'],
])('level %s has the sign %s', async (level, sign) => {
  expect((await messageOf({ level })).text.startsWith(`${sign} [Budget ${level}]`)).toBe(true);
});

test('what is null is said in words', async () => {
  const { blocks } = await messageOf({ percentage: null, resetsAt: null, level: 'blocked' });
  const fields = blocks[2]?.fields?.map((field) => field.text);
  expect(fields).toContain('*Used*\nno budget');
  expect(fields).toContain('*Reset*\nnever');
});

describe('names from outside', () => {
  const hostile = '<!channel> & <https://evil.example|*click*> `x`';

  test('the controls of Slack are escaped, so that there are no mentions and no links', async () => {
    const json = JSON.stringify(await messageOf({ name: hostile, eventType: hostile }));
    expect(json).not.toMatch(/[<>]/u);
    expect(json).not.toMatch(/&(?!amp;|lt;|gt;)/u);
    expect(json).toContain('&lt;!channel&gt; &amp; ');
  });

  test('they are in plain text alone, in which nothing is a format', async () => {
    const { blocks } = await messageOf({ name: hostile, tenant: '*t*', eventType: '_e_' });
    const formatted = blocks.flatMap(({ text, fields = [], elements = [] }) =>
      [...(text === undefined ? [] : [text]), ...fields, ...elements].filter(
        ({ type }) => type === 'mrkdwn',
      ),
    );
    expect(formatted).toHaveLength(5);
    expect(JSON.stringify(formatted)).not.toMatch(/click|\*t\*|_e_/u);
  });

  test.each(['&'.repeat(80), '日'.repeat(5_000), '👩‍👩‍👧'.repeat(80)])(
    'a long name fits into the limits of Slack',
    async (name) => {
      const { blocks } = await messageOf({ name, tenant: '&'.repeat(100) });
      expect(blocks[0]?.text?.text.length).toBeLessThanOrEqual(150);
      expect(blocks[0]?.text?.text.endsWith('…')).toBe(true);
      for (const { text } of blocks) expect((text?.text ?? '').length).toBeLessThanOrEqual(3_000);
    },
  );
});
