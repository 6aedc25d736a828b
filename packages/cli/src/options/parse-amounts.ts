import { InvalidArgumentError } from 'commander';

/**
 * Reads an amount in US dollars, such as `500` or `12.50`, exactly as it is stored: up to ten digits, and four
 * decimals.
 */
export function parseAmount(text: string): string {
  if (!/^\d{1,10}(?:\.\d{1,4})?$/.test(text)) {
    throw new InvalidArgumentError(
      'Expected an amount in US dollars, such as 500 or 12.50: digits, and up to four decimals.',
    );
  }
  return text;
}
