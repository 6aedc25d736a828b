/**
 * Returns a regular expression that finds a secret in every spelling.
 *
 * Each of its characters may be plain, percent-encoded (also more than once), or escaped as in JSON
 * (also in nested JSON), in any mixture. The whole may also be in Base64, on its own or inside a
 * longer text, in both alphabets, or in hexadecimal. Meant for the flags `gi`.
 */
export function spellingsOf(secret: string): string {
  const bytes = Buffer.from(secret);
  const hexadecimal = bytes.toString('hex');
  return [spell(secret), ...base64Cores(bytes).map(spell), hexadecimal].join('|');
}

/** The backslashes of JSON nested at most five times; more would make the search slow for many backslashes. */
const escapes = '\\\\{1,31}';

function spell(text: string): string {
  // The pattern matches consecutive backslashes as one unit, without backtracking.
  return Array.from(text.replace(/\\+/g, '\\'), spellCharacter).join('');
}

function spellCharacter(character: string): string {
  const utf8 = [...Buffer.from(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  const utf16 = units.map((unit) => `${escapes}u${hex(unit, 4)}`).join('');
  return `(?:${[...plainForms(character), utf8, utf16].join('|')})`;
}

/** Returns the character itself, and its short escapes in JSON, SQL, forms and URL-safe Base64. */
function plainForms(character: string): readonly string[] {
  switch (character) {
    case '\\':
      return [escapes];
    case '"':
    case '/':
      return [`(?:${escapes})?${character}`, ...(character === '/' ? ['_'] : [])];
    case "'":
      return [`(?:${escapes})?'{1,2}`];
    case '+':
      return ['\\+', '-'];
    case ' ':
      return [' ', '\\+'];
    case '\n':
      return ['\\n', `${escapes}n`];
    case '\r':
      return ['\\r', `${escapes}r`];
    case '\t':
      return ['\\t', `${escapes}t`];
    default:
      return [character.replace(/[$()*.?[\]^{|}]/, '\\$&')];
  }
}

/**
 * Returns the Base64 characters of some bytes that are independent of the bytes before and after
 * them, for each of the three possible start positions.
 */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const firstOwn = Math.ceil((shift * 8) / 6);
    const endOfOwn = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(firstOwn, endOfOwn);
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
