import { hash } from 'node:crypto';

/**
 * The namespace 74726164-65c3-89c3-892d-7764682d7632, a UUID of version 8. Its bytes are valid UTF-8,
 * so that namespace and name are hashed as one text, without a buffer for each trade.
 */
const namespace = 'tradeÉÉ-wdh-v2';

/** The digit of a UUID that holds its variant, by the digit of the hash. */
const variants: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789abcdef', (digit, value) => [digit, '89ab'.charAt(value % 4)]),
);

/**
 * Returns the UUID of version 5 of a trade, which is the same for every message about it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */
export function messageId(exchange: string, symbol: string, tradeId: string): string {
  const digest = hash('sha1', `${namespace}${exchange}|${symbol}|${tradeId}`);
  const variant = variants[digest.charAt(16)] ?? '8';
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
