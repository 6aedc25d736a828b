/**
 * Creates the statistics that the detection of encodings uses: `npx tsx make-statistics.ts FOLDER`.
 *
 * For each language code, FOLDER contains `de.words.txt` with one word per line, the most frequent
 * first, and `de.text.txt` with a text. The README names their origin.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frequentCharacters } from '../../src/encoding/statistics/frequent-characters.js';
import { letterPairs, pairLevels } from '../../src/encoding/statistics/letter-pairs.js';
import { platformNames } from './platform-names.js';

type Weighted = readonly (readonly [word: string, weight: number])[];

const target = new URL('../../src/encoding/statistics/', import.meta.url);
const folder = process.argv[2] ?? '.';
const letter = /[\p{L}\p{M}]/u;
const ideographic =
  /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}ー、。「」・（）：；，“”！？《》]/u;
const mostCharacters = 3600;
/** A letter rarer than this in names and texts counts as one of another language. */
const leastShare = 2e-5;
/** Weight of the frequency of the second letter alone, in occurrences. */
const smoothing = 8;

const pairLines: string[] = [];
for (const language of Object.keys(letterPairs)) {
  const pairs = pairsByLevel(await wordsOf(language, 3), await ownWords(language));
  pairLines.push(`  ${language}: ${quoted(pairs.join('|'))},`);
}
await replaceObject('letter-pairs.ts', pairLines);
const characterLines: string[] = [];
for (const language of Object.keys(frequentCharacters)) {
  const characters = byFrequency(await wordsOf(language, 0.25));
  characterLines.push(`  ${quoted(language)}:\n    ${quoted(characters)},`);
}
await replaceObject('frequent-characters.ts', characterLines);

async function wordsOf(language: string, nameWeight: number): Promise<Weighted> {
  const words = (await readFile(join(folder, `${language}.words.txt`), 'utf8')).split('\n');
  return [
    ...platformNames(language).map((word) => [word, nameWeight] as const),
    ...(await textWords(language)).map((word) => [word, 1] as const),
    ...words.map((word, rank) => [word.normalize('NFC'), 60 / (rank + 10) ** 0.6] as const),
  ];
}

async function textWords(language: string): Promise<string[]> {
  const text = await readFile(join(folder, `${language}.text.txt`), 'utf8');
  return text.normalize('NFC').split(/\s+/);
}

/** Words that certainly belong to the language, as lists of frequent words contain foreign ones. */
async function ownWords(language: string): Promise<Weighted> {
  return [...platformNames(language), ...(await textWords(language))].map((word) => [word, 1]);
}

function pairsByLevel(words: Weighted, own: Weighted): string[] {
  const alphabet = alphabetOf(own);
  const pairs = new Map<string, number>();
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  const count = (map: Map<string, number>, key: string, weight: number): void => {
    map.set(key, (map.get(key) ?? 0) + weight);
  };
  let total = 0;
  for (const [word, weight] of words) {
    const letters = Array.from(` ${word} `, (one) => (letter.test(one) ? small(one) : ' '));
    if (letters.some((one) => one !== ' ' && !alphabet.has(one))) continue;
    for (const [index, second] of letters.entries()) {
      const first = letters[index - 1];
      if (first === undefined || (first === ' ' && second === ' ')) continue;
      count(pairs, first + second, weight);
      count(firsts, first, weight);
      count(seconds, second, weight);
      total += weight;
    }
  }
  const levels = pairLevels.map(() => '');
  for (const [pair, weight] of pairs) {
    const [first = ' ', second = ' '] = pair;
    if (weight < 2 || (first < '\x80' && second < '\x80')) continue;
    const expected = (smoothing * (seconds.get(second) ?? 0)) / total;
    const likelihood = Math.log((weight + expected) / ((firsts.get(first) ?? 0) + smoothing));
    const level = pairLevels.findIndex((one) => likelihood >= one - 0.25);
    if (level !== -1) levels[level] = `${levels[level] ?? ''}${pair}`;
  }
  return levels;
}

/** A dotted capital i has no lower case letter of a single code point. */
function small(one: string): string {
  const lower = one.toLowerCase();
  return lower.length === 1 ? lower : one;
}

function alphabetOf(words: Weighted): Set<string> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const [word] of words) {
    for (const one of Array.from(word, small)) {
      if (!letter.test(one)) continue;
      counts.set(one, (counts.get(one) ?? 0) + 1);
      total += 1;
    }
  }
  return new Set([...counts].filter(([, count]) => count > leastShare * total).map(([one]) => one));
}

function byFrequency(words: Weighted): string {
  const counts = new Map<string, number>();
  for (const [word, weight] of words) {
    for (const one of word) {
      if (one.length === 1 && ideographic.test(one))
        counts.set(one, (counts.get(one) ?? 0) + weight);
    }
  }
  const sorted = [...counts].sort((one, other) => other[1] - one[1]);
  return sorted
    .slice(0, mostCharacters)
    .map(([one]) => one)
    .join('');
}

async function replaceObject(file: string, lines: readonly string[]): Promise<void> {
  const path = new URL(file, target);
  const source = await readFile(path, 'utf8');
  const start = source.indexOf(' = {\n') + ' = {\n'.length;
  const end = source.indexOf('} as const satisfies', start);
  await writeFile(path, `${source.slice(0, start)}${lines.join('\n')}\n${source.slice(end)}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
