/** Returns whether JavaScript keeps all digits of a JSON number, comparing them as text. */
export function isExactNumber(text: string): boolean {
  const number = Number(text);
  return Number.isFinite(number) && scientific(text) === scientific(String(number));
}

/** Writes a decimal number in canonical form: sign, digits without leading and trailing zeros, power of ten. */
function scientific(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutLastZeros(digits);
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${text.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

/** A pattern would restart at each zero in a run of zeros. */
function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
