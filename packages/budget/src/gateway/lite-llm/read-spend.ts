import { Big } from 'big.js';
import { isLosslessNumber } from 'lossless-json';
import { GatewayError } from '../port/gateway-error.js';

/** Numbers with more digits are not amounts; their exponent is bounded, because it becomes zeros. */
const amount = /^-?\d{1,30}(?:\.\d{1,60})?(?:e[+-]?\d{1,2})?$/i;

/**
 * Reads the spend from an answer to `GET /key/info` or `GET /user/info`: `{ info: { spend } }`,
 * `{ user_info: { spend } }`, or `{ spend }`. The number is read exactly.
 *
 * @throws GatewayError for anything but a number: an answer without one is not a spend of zero.
 */
export function readSpend(answer: unknown): string {
  const spend = [field(answer, 'info'), field(answer, 'user_info'), answer]
    .map((place) => field(place, 'spend'))
    .find((found) => found !== undefined);
  if (!isLosslessNumber(spend) || !amount.test(spend.value)) {
    throw new GatewayError('answered without a number as spend', {
      advice: 'Check that its URL is that of LiteLLM',
    });
  }
  return new Big(spend.value).toFixed();
}

/** Returns a field of an object; undefined for everything else. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
