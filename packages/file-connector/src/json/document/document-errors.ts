import { WdhError } from '@wdh/pipeline-core';
import { nearestName } from '../../names/nearest-name.js';

/** A place in a document. */
export interface DocumentPlace {
  /** Path or name of the input. */
  readonly path: string;
  /** From 1. */
  readonly lineNumber: number;
  /** From 1, in characters. */
  readonly column: number;
}

const at = ({ lineNumber, column }: DocumentPlace): string =>
  `line ${lineNumber}, column ${column}`;

/** Creates the error for a document that is not valid JSON from a place on. */
export function documentInvalid(place: DocumentPlace, problem: string): WdhError {
  return new WdhError(
    `${place.path} is not valid JSON at ${at(place)}: ${problem}. What follows cannot be trusted, so nothing is read from it: correct the file, or export it again.`,
    { code: 'JSON_DOCUMENT_INVALID', category: 'data', lineNumber: place.lineNumber },
  );
}

/** Creates the error for a document whose end is missing. */
export function documentIncomplete(place: DocumentPlace, expected: string): WdhError {
  return new WdhError(
    `${place.path} ends at ${at(place)}, where ${expected} is expected: its end is missing, as after an interrupted download or export. Download or create the file again.`,
    { code: 'JSON_DOCUMENT_INCOMPLETE', category: 'data', lineNumber: place.lineNumber },
  );
}

/** Names of an error at most, and characters of each. */
const mostNames = 10;
const mostCharacters = 80;

/** Creates the error for a document without records at the path. */
export function pathMissing(
  place: DocumentPlace,
  wanted: string,
  { names, missing }: { readonly names: readonly string[]; readonly missing: string | null },
): WdhError {
  const nearest = missing === null ? null : nearestName(missing, names);
  const hint = nearest === null ? '' : ` (did you mean ${shown(nearest)}?)`;
  const list = names.slice(0, mostNames).map(shown).join(', ');
  const found = names.length === 0 ? '' : `; found instead: ${list}${hint}`;
  return new WdhError(
    `${place.path} has no array and no object at ${JSON.stringify(wanted)} in the document that ends at ${at(place)}${found}. Correct the option at.`,
    { code: 'JSON_PATH_MISSING', category: 'data', lineNumber: place.lineNumber },
  );
}

const shown = (name: string): string =>
  JSON.stringify(name.length > mostCharacters ? `${name.slice(0, mostCharacters)}…` : name);

/** Words that other languages write where JSON has none. */
const foreignWords = ['NaN', 'Infinity', '-Infinity', 'undefined', 'None', 'True', 'False', 'nan'];

/** Describes a word or number that JSON does not have. Other words may be values, and are not shown. */
export function describeWord(word: string): string {
  if (foreignWords.includes(word)) return `${word}, which JSON does not have`;
  return 'a word or a number that JSON does not have';
}

/** Describes a character; letters and digits may be values, and are not shown. */
export function describeCharacter(character: string): string {
  if (character === "'") return 'a single quote: JSON has double quotes';
  if (character === '/' || character === '#') return 'a comment, which JSON does not have';
  if (/^[{}[\],:"]$/.test(character)) return `'${character}'`;
  if (/^[\0-\x1f]$/.test(character)) return 'a control character';
  return 'another character';
}
