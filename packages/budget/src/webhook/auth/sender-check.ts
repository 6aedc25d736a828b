import { WebhookRefusal } from '../refusal/webhook-refusal.js';
import { basicCheck, type BasicLogins } from './basic-check.js';
import { signatureCheck } from './signature-check.js';

/** How senders prove that they may send. */
export interface SenderCheckOptions {
  readonly secrets: readonly string[];
  readonly basic?: BasicLogins | undefined;
}

/** Header of the signature. */
const signatureHeader = 'x-webhook-signature';

/**
 * Returns a function that refuses a body whose sender is not known. A delivery with a signature is judged
 * by it alone; credentials count only for one without.
 *
 * Its function throws WebhookRefusal 401.
 */
export function senderCheck({
  secrets,
  basic,
}: SenderCheckOptions): (headers: Headers, body: Uint8Array) => void {
  const isSigned = signatureCheck(secrets);
  const hasCredentials = basic === undefined ? null : basicCheck(basic);
  return (headers, body) => {
    const signature = headers.get(signatureHeader);
    const credentials = headers.get('authorization');
    const isKnown =
      signature === null
        ? credentials !== null && hasCredentials?.(credentials) === true
        : isSigned(signature, body);
    if (isKnown) return;
    throw new WebhookRefusal(
      401,
      'SIGNATURE_WRONG',
      'Sign the bytes of the body by HMAC-SHA256 with the secret of this webhook, in X-Webhook-Signature.',
      hasCredentials === null ? {} : { 'www-authenticate': 'Basic realm="budget-alerts"' },
    );
  };
}
