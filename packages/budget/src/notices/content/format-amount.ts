import { Big } from 'big.js';

/**
 * Formats an amount in US dollars, exactly: at least two decimals, and all that it has, such as `$1,234.50`
 * or `$0.0015`.
 */
export function formatAmount(amount: string): string {
  const value = new Big(amount);
  const [whole = '0', decimals = ''] = value.abs().toFixed().split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
  return `${value.lt(0) ? '-' : ''}$${grouped}.${decimals.replace(/0+$/u, '').padEnd(2, '0')}`;
}
