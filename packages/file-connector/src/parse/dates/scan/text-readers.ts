import { fold } from '../names/fold.js';
import type { PartReader } from './fields.js';

const blank = ' ';
/** A no-break blank, and the narrow one that JavaScript writes before AM and PM. */
const otherBlanks = /[\u00a0\u202f]/g;
const zoneName = /[\w/+-]{1,40}/y;

/** Creates a reader of a literal text; a blank reads a no-break blank too. */
export function literalReader(text: string, isFolded: boolean): PartReader {
  const literal = isFolded ? fold(text) : text;
  const { length } = literal;
  if (!literal.includes(blank)) {
    if (length === 1) {
      const code = literal.charCodeAt(0);
      return (cell, at) => (cell.charCodeAt(at) === code ? at + 1 : -1);
    }
    return (cell, at) => (cell.startsWith(literal, at) ? at + length : -1);
  }
  const plain = withPlainBlanks(literal);
  return (cell, at) => {
    if (cell.startsWith(literal, at)) return at + length;
    return withPlainBlanks(cell.slice(at, at + length)) === plain ? at + length : -1;
  };
}

const withPlainBlanks = (text: string): string => text.replace(otherBlanks, blank);

/** Reads what may be the name of a zone. */
export const zoneNameReader: PartReader = (text, at, into) => {
  zoneName.lastIndex = at;
  const found = zoneName.exec(text);
  if (found === null) return -1;
  into.zone = found[0];
  return zoneName.lastIndex;
};
