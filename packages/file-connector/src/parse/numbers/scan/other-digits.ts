/** Writes the digits of a text in the digits 0 to 9; null for a text with digits of two kinds. */
export type DigitReader = (text: string) => string | null;

const ascii = 0x30;

/** Creates a reader of the digits with the given zeros. */
export function digitReader(zeros: readonly string[]): DigitReader {
  const firsts = [ascii, ...zeros.map((zero) => zero.charCodeAt(0))];
  return (text) => {
    let found = 0;
    let result = '';
    let copied = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const first = firsts.find((zero) => code >= zero && code < zero + 10);
      if (first === undefined) continue;
      if (found !== 0 && first !== found) return null;
      found = first;
      if (first === ascii) continue;
      result += text.slice(copied, at) + String.fromCharCode(code - first + ascii);
      copied = at + 1;
    }
    return copied === 0 ? text : result + text.slice(copied);
  };
}
