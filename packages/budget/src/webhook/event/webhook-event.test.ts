import { describe, expect, it, test } from 'vitest';
import { exactSpend } from './exact-spend.js';
import { tenantCandidates } from './tenant-candidates.js';
import { readWebhookEvent, type WebhookEvent } from './webhook-event.js';

/** As LiteLLM sends it. */
const sent = `{"spend": 80.30000000000001, "max_budget": 100.0, "soft_budget": null, "token": "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b",
  "customer_id": null, "user_id": "acme-user", "team_id": null, "team_alias": null, "user_email": null, "key_alias": "acme",
  "projected_exceeded_date": null, "projected_spend": null, "event": "threshold_crossed", "event_group": "key",
  "event_message": "Key Budget: 15% Threshold Crossed"}`;

const read = (text: string): WebhookEvent => readWebhookEvent(Buffer.from(text));
const withSpend = (spend: string): WebhookEvent => read(sent.replace('80.30000000000001', spend));

describe('an event', () => {
  it('is read from what LiteLLM sends, with every digit of its spend', () => {
    expect(read(sent)).toEqual({
      spent: '80.30000000000001',
      wasNegative: false,
      event: 'threshold_crossed',
      eventGroup: 'key',
      userId: 'acme-user',
      keyAlias: 'acme',
    });
  });

  it('may lack what is optional, have more, and have null', () => {
    const least =
      '{"spend":0,"event":"e","event_group":"g","event_message":"","more":[{"x":null}]}';
    expect(read(least)).toMatchObject({ spent: '0', userId: null, keyAlias: null });
    expect(read(sent.replace('"acme"', 'null'))).toMatchObject({ keyAlias: null });
    expect(read(sent.replace('"acme"', '""'))).toMatchObject({ keyAlias: null });
    expect(read(sent.replace('"acme-user"', '""'))).toMatchObject({ userId: null });
  });

  it.each([
    ['80', '80'],
    ['8.025e1', '80.25'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['79.99999999999999999999', '79.99999999999999999999'],
    ['1E-9', '0.000000001'],
    ['-0', '0'],
    ['123456789012345', '123456789012345'],
  ])('reads the spend %s exactly', (text, spent) => {
    expect(withSpend(text)).toMatchObject({ spent, wasNegative: false });
  });

  it.each(['-0.01', '-1e3'])('counts the negative spend %s as zero', (text) => {
    expect(withSpend(text)).toMatchObject({ spent: '0', wasNegative: true });
  });

  it.each([
    '1e15',
    '1e400',
    '-1e400',
    '1e-51',
    '1e999999999',
    '"80"',
    'null',
    'true',
    '{"value":"1"}',
    `0.${'1'.repeat(51)}`,
  ])('refuses the spend %s', (text) => {
    expect(() => withSpend(text)).toThrow(expect.objectContaining({ status: 422 }));
  });

  it.each([
    sent.replace('"threshold_crossed"', '""'),
    sent.replace('"threshold_crossed"', '7'),
    sent.replace('threshold_crossed', 'x'.repeat(51)),
    sent.replace('threshold_crossed', '\\u0000'),
    sent.replace('threshold_crossed', '\\ud800'),
    sent.replace('"event_group": "key",', ''),
    sent.replace('"event_message": ', '"message": '),
    sent.replace('"acme"', '7'),
    sent.replace('"acme-user"', '["acme"]'),
    '{"__proto__":{"spend":1,"event":"e","event_group":"g","event_message":"m"}}',
  ])('is refused if a field is not valid: case %#', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ status: 422 }));
  });
});

test('a number that is longer than any amount is not parsed', () => {
  expect(exactSpend(`0.${'0'.repeat(60_000)}1`)).toBeNull();
});

describe('the tenant of an event', () => {
  const of = (changes: Partial<WebhookEvent>): readonly string[] =>
    tenantCandidates({ ...read(sent), ...changes });

  it('is named by the alias of the key, or by its user', () => {
    expect(of({})).toEqual(['acme', 'acme-user']);
    expect(of({ keyAlias: null })).toEqual(['acme-user']);
    expect(of({ userId: null })).toEqual(['acme']);
    expect(of({ userId: 'acme' })).toEqual(['acme']);
  });

  it.each(['user', 'internal_user'])('is named by the user for the spend of a %s', (eventGroup) => {
    expect(of({ eventGroup })).toEqual(['acme-user']);
    expect(of({ eventGroup, userId: null })).toEqual(['acme']);
  });

  it.each(['team', 'proxy', 'customer', 'organization', 'team_member'])(
    'is not looked for in the spend of a %s',
    (eventGroup) => {
      expect(of({ eventGroup })).toEqual([]);
      expect(of({ eventGroup, keyAlias: null, userId: null })).toEqual([]);
    },
  );

  it('is that of the key for a soft budget, which older versions report as one of the proxy', () => {
    expect(of({ event: 'soft_budget_crossed', eventGroup: 'proxy' })).toEqual([
      'acme',
      'acme-user',
    ]);
  });

  it.each(['key_created', 'spend_tracked', 'internal_user_created', 'anything'])(
    'is not looked for in %s',
    (event) => {
      expect(of({ event, keyAlias: null, userId: null })).toEqual([]);
    },
  );

  it('must be named in an event of a budget', () => {
    expect(() => of({ keyAlias: null, userId: null })).toThrow(
      expect.objectContaining({ status: 422, code: 'EVENT_INVALID' }),
    );
  });
});
