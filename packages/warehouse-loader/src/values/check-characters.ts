import { type DatabaseEncoding, hasAllCharacters } from '@wdh/postgres';
import { ValueRefusal } from './refusal/value-refusal.js';

/** @throws ValueRefusal `TEXT_NOT_IN_ENCODING` for a character that the database cannot store. */
export function checkCharacters(text: string, encoding: DatabaseEncoding): void {
  if (hasAllCharacters(text, encoding)) return;
  throw new ValueRefusal(
    'TEXT_NOT_IN_ENCODING',
    'a character that the encoding of the database does not have',
  );
}
