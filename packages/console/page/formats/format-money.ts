/** Writes an exact amount in US dollars, with groups of digits: `$1,234.50`. No digit is lost. */
export function formatMoney(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const shown = fraction.replace(/0+$/u, '').padEnd(2, '0');
  return `$${whole.replace(/\B(?=(?:\d{3})+$)/gu, ',')}.${shown}`;
}

/** Returns some per cent of an amount, exactly. */
export function shareOf(amount: string, percent: number): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const digits = String(BigInt(whole + fraction) * BigInt(percent));
  const places = fraction.length + 2;
  const padded = digits.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}
