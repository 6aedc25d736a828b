import { describe, expect, test } from 'vitest';
import { alertOf } from '../../test/support/notices/budget-alerts.js';
import type { BudgetAlert } from '../alerts/budget-alert.js';
import { renderNotice } from './notice.js';

const levels = ['alert', 'critical', 'blocked'] as const;
const critical = { level: 'critical', spent: '500.10', percentage: '100.02' } as const;
const blocked = { level: 'blocked', spent: '550', percentage: '110.00' } as const;

/** Every combination of a level with what may be null or empty. */
const combinations: readonly Partial<BudgetAlert>[] = levels.flatMap((level) =>
  [null, '80.24'].flatMap((percentage) =>
    [null, new Date('2026-12-01T00:00:00Z')].flatMap((resetsAt) =>
      [null, 'billing@acme.example'].flatMap((notifyEmail) =>
        ['', 'acme', 'Acme Ltd'].map((name) => ({
          level,
          percentage,
          resetsAt,
          notifyEmail,
          name,
        })),
      ),
    ),
  ),
);

test.each(combinations)('every variable of a notice is filled: %o', async (changes) => {
  const alert = alertOf(changes);
  const { subject, summary, advice, text, html } = await renderNotice(alert);
  for (const part of [subject, summary, ...advice, text, html]) {
    expect(part).not.toMatch(/undefined|null|NaN|\{\{|\}\}|\[object|\$\{|Invalid/u);
    expect(part).not.toMatch(/ {2}\(| \.|\(\)/u);
  }
  for (const body of [text, html]) {
    expect(body).toContain('$401.2034');
    expect(body).toContain('$500.00');
    expect(body).toContain('$550.00 (110 %');
    expect(body).toContain(summary);
    expect(body).toContain('2026-11-28 06:30 UTC');
    for (const sentence of advice) expect(body).toContain(sentence);
  }
  expect(subject).toContain(alert.level);
  expect(subject).toContain('acme');
  expect(subject).not.toMatch(/[\r\n]/u);
});

describe('the mail at 80 %', () => {
  test('it says that calls go on, and from when they do not', async () => {
    const { subject, text } = await renderNotice(alertOf());
    expect(subject).toBe('[Budget alert] Acme Ltd (acme): 80.24 % used');
    expect(text).toBe(`Acme Ltd (acme) has spent $401.2034 of a budget of $500.00 (80.24 %).

Tenant:       Acme Ltd (acme)
Spent:        $401.2034
Budget:       $500.00
Used:         80.24 %
Refused from: $550.00 (110 %)
Reset:        2026-12-01 00:00 UTC, in 3 days
Reported by:  spend
Time:         2026-11-28 06:30 UTC

Paid calls go on. They are refused when the spend reaches $550.00 (110 % of the budget).

To see what spends: wdh budget status. To add to the budget in time: wdh budget override.

The budget is reset: 2026-12-01 00:00 UTC, in 3 days.

-- 
Sent by WorkDataHub, because a budget has reached a level.
`);
  });
});

describe('the critical mail', () => {
  test('it says that the budget is used up, and calls pass within the grace', async () => {
    const { subject, summary, text } = await renderNotice(alertOf(critical));
    expect(subject).toBe('[Budget critical] Acme Ltd (acme): 100.02 % used');
    expect(summary).toBe(
      'Acme Ltd (acme) has used up its budget: it has spent $500.10 of a budget of $500.00 (100.02 %).',
    );
    expect(text).toContain('Paid calls go on within the grace.');
    expect(text).toContain('Stop the jobs that can wait');
  });
});

describe('the mail of a blocked budget', () => {
  test('it says that calls are refused, what happens to runs, and what to do', async () => {
    const { subject, summary, text } = await renderNotice(alertOf(blocked));
    expect(subject).toBe('[Budget blocked] Acme Ltd (acme): 110.00 % used');
    expect(summary).toBe(
      'Paid calls of Acme Ltd (acme) are refused: it has spent $550.00 of a budget of $500.00 (110.00 %).',
    );
    expect(text).toContain('Runs that need a paid call end with BUDGET_EXCEEDED');
    expect(text).toContain('Otherwise calls are refused until the budget is reset: 2026-12-01');
  });

  test('a budget of zero has no percentage', async () => {
    const zero = { ...blocked, spent: '0', budget: '0.0000', percentage: null, resetsAt: null };
    const { subject, summary, text } = await renderNotice(alertOf(zero));
    expect(subject).toBe('[Budget blocked] Acme Ltd (acme): a budget of $0.00');
    expect(summary).toContain('it has spent $0.00 of a budget of $0.00.');
    expect(text).toContain('Used:         no budget');
    expect(text).toContain('The budget has no end: it is not reset by itself.');
  });
});

describe('names from outside', () => {
  const name = '<script>alert("1")</script> & \'Söhne\'';

  test('they are escaped in HTML, and not in the text', async () => {
    const { html, text, subject } = await renderNotice(alertOf({ name, eventType: '<b>x</b>' }));
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b>x');
    expect(html).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Söhne&#39;',
    );
    expect(text).toContain(name);
    expect(subject).toContain(name);
  });

  test('long ones are cut in the subject and in the bodies', async () => {
    const long = alertOf({ name: '日'.repeat(100_000), tenant: 't'.repeat(100) });
    const { subject, text, html } = await renderNotice(long);
    expect(subject.length).toBeLessThan(250);
    expect(subject).toContain(`${'日'.repeat(79)}… (${'t'.repeat(100)}): 80.24 % used`);
    expect(text.length).toBeLessThan(2_000);
    expect(html.length).toBeLessThan(6_000);
  });
});

test('the page of HTML leaves colours to the reader, so that it can be read in dark mode', async () => {
  for (const level of levels) {
    const { html } = await renderNotice(alertOf({ level }));
    expect(html).toContain('<meta name="color-scheme" content="light dark" />');
    expect(html).not.toMatch(/background|[^-]color:/u);
    expect(html).not.toMatch(/<img|<script|<link|https?:/u);
  }
});
