/** Compares two plain decimals, such as `-1.50` and `7`, by all of their digits. */
export function compareDecimals(left: string, right: string): number {
  const isNegative = left.startsWith('-');
  if (isNegative !== right.startsWith('-')) return isNegative ? -1 : 1;
  const [one, other] = isNegative ? [right.slice(1), left.slice(1)] : [left, right];
  const [oneWhole = '', oneFraction = ''] = one.split('.');
  const [otherWhole = '', otherFraction = ''] = other.split('.');
  if (oneWhole.length !== otherWhole.length) return oneWhole.length - otherWhole.length;
  const length = Math.max(oneFraction.length, otherFraction.length);
  const oneDigits = oneWhole + oneFraction.padEnd(length, '0');
  const otherDigits = otherWhole + otherFraction.padEnd(length, '0');
  if (oneDigits === otherDigits) return 0;
  return oneDigits < otherDigits ? -1 : 1;
}
