/** Tells whether JavaScript keeps all digits of a JSON number: compares them as text. */
export function isExactNumber(text: string): boolean {
  const number = Number(text);
  return Number.isFinite(number) && scientific(text) === scientific(String(number));
}

/** Writes a decimal number in one form: sign, digits without zeros at the edges, power of ten. */
function scientific(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = withoutLastZeros(digits);
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${text.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

/** A pattern would begin anew at each zero of a run of them. */
function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
