import { WebhookRefusal } from '../refusal/webhook-refusal.js';

const json = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/iu;

/** @throws WebhookRefusal 415 for a body that is not declared as JSON in UTF-8, or is compressed. */
export function checkJsonType(headers: Headers): void {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (json.test(headers.get('content-type') ?? '') && encoding === 'identity') return;
  throw new WebhookRefusal(
    415,
    'BODY_NOT_JSON',
    'Send JSON in UTF-8, not compressed, with content-type application/json.',
  );
}
