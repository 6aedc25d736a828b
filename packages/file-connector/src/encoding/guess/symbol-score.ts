const frequent = new Set('’“”–€£°»«„‘…');
const occasional = new Set('—§®©™²½×ºª·•›‹¡¿±№µ³¢¥´¼¾¹÷\u00a0');
/** For a symbol that is rare in text, such as box drawing characters. */
const rare = -11;
const besideDigits = new Set('€£¥¢°²³½¼¾');
const opening = new Set('“„«‘¿¡‹');
/** The micro sign and the ordinal signs are letters in Unicode. */
export const letter = /(?![µªº])[\p{L}\p{M}]/u;
const digitOrBlank = /[\d ]/;
/** `l’été`, `O’Neill`, `men’s`: few letters on one side of the apostrophe. */
const elision = /(?:^|[^\p{L}])\p{L}{1,2}’$|^’\p{L}{1,2}(?:$|[^\p{L}])/u;

/**
 * Scores a symbol by its likelihood in its position, such as a euro sign beside a digit or an
 * opening quote before a word. Most symbols inside a word are letters of another encoding.
 */
export function symbolScore(word: string, index: number): number {
  const symbol = word[index] ?? ' ';
  const before = word[index - 1] ?? ' ';
  const behind = word[index + 1] ?? ' ';
  const base = frequent.has(symbol) ? -5 : occasional.has(symbol) ? -7 : rare;
  if (symbol === '’' && letter.test(before)) return base + apostropheScore(word, index);
  if (unit.test(word.slice(index, index + 3)) && !letter.test(before)) return -4;
  if (besideDigits.has(symbol)) return base + amountScore(before, behind);
  const isInside = letter.test(before) && letter.test(behind);
  if (isInside) return /[lL]·[lL]/.test(around(word, index)) ? base : base - 11;
  if (base === rare && (letter.test(before) || letter.test(behind))) return base - 9;
  if (opening.has(symbol) && letter.test(before)) return base - 4;
  return (symbol === '’' || symbol === '¶') && letter.test(behind) ? base - 4 : base;
}

function apostropheScore(word: string, index: number): number {
  if (!letter.test(word[index + 1] ?? ' ')) return 0;
  const left = word.slice(Math.max(0, index - 3), index + 1);
  return elision.test(left) || elision.test(word.slice(index, index + 4)) ? 1 : -9;
}

const around = (word: string, index: number): string => word.slice(index - 1, index + 2);

/** `5 °C`, `25 µm` */
const unit = /^(?:°[CFK]?|µ[mglLsAVFW])(?![\p{L}\p{M}])/u;

function amountScore(before: string, behind: string): number {
  const isBesideDigit = /\d/.test(before + behind);
  if (isBesideDigit && !letter.test(before) && !letter.test(behind)) return 1.5;
  if (digitOrBlank.test(before) && digitOrBlank.test(behind)) return 0;
  return letter.test(before) && letter.test(behind) ? -13 : -3;
}
