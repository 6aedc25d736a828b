import { gzipSync } from 'node:zlib';
import { WdhError } from '@wdh/pipeline-core';
import { csvSource, type CsvSourceOptions } from '../src/index.js';

const fileCount = Number(process.argv[2] ?? 100_000);
let state = Number(process.argv[3] ?? Date.now()) >>> 0;
const seed = state;
const deadlineMs = 5000;

const samples = [
  'a,b,c\n1,2,3\n"x, ""y""",5,6\n"p\nq",8,9\n',
  'a,b\r\n1,2\r\n\r\n"ü\r\n字",😀\r\n3,4',
  '# c\na,b\n5" pipe,x\n\\"q\\",""\n1,2,,\n',
];
const splices = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\\',
  '\\N',
  '\\\n',
  ';;',
  ',,',
  '#',
  ';',
  ' ',
  'é',
  '\ufeff',
  '"\n',
];
const optionSets: readonly CsvSourceOptions[] = [
  {},
  { policy: 'lenient' },
  { escape: '\\', comment: '#' },
  { quote: "'", delimiter: ';', newline: '\n' },
  { quote: null, skipLines: 1 },
  { encoding: 'gb18030', nullValues: ['', '1'] },
  { encoding: 'latin1', policy: 'lenient' },
  { encoding: 'utf-16le' },
  { maxRecordBytes: 10 },
  { hasHeader: false, columns: ['a', 'b'], newline: '\r\n' },
  { headerRows: 2, headerFill: 'right', duplicateHeaders: 'number', emptyHeaders: 'number' },
  { trimBlanks: true, trailingDelimiter: 'ignore', skipAfterHeader: 1, footerRows: 2 },
  {
    trimBlanks: true,
    trimQuoted: true,
    footer: [{ startsWith: '1' }, { equals: 'q' }],
    policy: 'lenient',
  },
  { delimiter: ';;', policy: 'lenient' },
  { delimiter: ',,', recordSeparator: ';', comment: '#', indentedComments: true },
  { dialect: 'mysql-enclosed', delimiter: ',', maxRecordBytes: 20 },
  { dialect: 'postgres-text', delimiter: ',', endMarker: '#' },
  { dialect: 'postgres-csv', escape: '\\', trimBlanks: true },
];

const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;

/** Cuts, duplicates, overwrites and splices bytes, a few times. */
function mutated(bytes: Buffer): Buffer {
  let outcome = bytes;
  for (let times = random(6); times > 0; times -= 1) {
    const at = random(outcome.length + 1);
    const to = Math.min(outcome.length, at + random(8));
    const splice = [
      Buffer.from(pick(splices)),
      Buffer.of(random(256)),
      outcome.subarray(random(outcome.length + 1)),
      Buffer.alloc(0),
    ];
    outcome = Buffer.concat([outcome.subarray(0, at), pick(splice), outcome.subarray(to)]);
  }
  return outcome;
}

// eslint-disable-next-line @typescript-eslint/require-await -- pieces are an asynchronous iterable
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function outcomeOf(bytes: Buffer, size: number, options: CsvSourceOptions): Promise<string> {
  const source = csvSource(pieces(bytes, size), options);
  const seen: unknown[] = [];
  let rows = 0;
  let rejected = 0;
  try {
    for await (const batch of source.read()) {
      rows += batch.rows.length;
      rejected += batch.rejected.length;
      seen.push(batch);
    }
  } catch (error) {
    if (!(error instanceof WdhError) || error.category === 'internal') throw error;
    return error.code;
  }
  const { statistics } = source;
  const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines, footerLines } =
    statistics;
  const isAccounted =
    lines === skippedLines + headerLines + recordLines + blankLines + commentLines + footerLines &&
    lines === (linesOf(bytes, options) ?? lines) &&
    statistics.rows === rows &&
    statistics.malformed === rejected &&
    statistics.records === rows + rejected;
  if (!isAccounted) throw new Error(`not accounted for: ${JSON.stringify(statistics)}`);
  return JSON.stringify(seen);
}

/** In a damaged compressed file, the first fault found depends on the pieces. */
function areBothFailures(one: string, other: string): boolean {
  const outcomes = [one, other];
  const isDamaged = outcomes.includes('COMPRESSION_DAMAGED');
  return isDamaged && outcomes.every((outcome) => !outcome.startsWith('['));
}

/** Counts lines independently; for compressed and two-byte text it uses the reader's count. */
function linesOf(bytes: Buffer, options: CsvSourceOptions): number | null {
  const { encoding, dialect, newline = dialect === 'mysql-enclosed' ? '\n' : 'any' } = options;
  const head = bytes.toString('hex', 0, 2);
  if (encoding === 'utf-16le' || ['fffe', 'feff', '1f8b'].includes(head)) return null;
  const text = bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  const lines = text.split(options.recordSeparator ?? (newline === 'any' ? /\r\n|\n|\r/ : newline));
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** A line above a text, as the first 512 bytes of a file are read in one piece. */
const title = 'title'.repeat(120);

const codes = new Map<string, number>();
let slowestMs = 0;
for (let index = 0; index < fileCount; index += 1) {
  const picked = pick(optionSets);
  const isTitled = picked.encoding !== 'utf-16le' && random(2) === 0;
  const options = isTitled ? { ...picked, skipLines: 1 + (picked.skipLines ?? 0) } : picked;
  const above = isTitled ? title + (picked.newline ?? '\n').replace('any', '\n') : '';
  const table = mutated(
    Buffer.from(pick(samples), options.encoding === 'utf-16le' ? 'utf16le' : 'utf8'),
  );
  const plain = Buffer.concat([Buffer.from(above), table]);
  const bytes = random(10) === 0 ? mutated(gzipSync(plain)) : plain;
  const started = performance.now();
  try {
    const whole = await outcomeOf(bytes, 1e6, options);
    const inPieces = await outcomeOf(bytes, 1 + random(5), options);
    if (whole !== inPieces && !areBothFailures(whole, inPieces))
      throw new Error('other records with other pieces');
    const code = whole.startsWith('[') ? 'read' : whole;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  } catch (error) {
    console.log(
      `file ${index} of seed ${seed}: ${JSON.stringify(options)} ${bytes.toString('hex')}`,
    );
    throw error;
  }
  slowestMs = Math.max(slowestMs, performance.now() - started);
  if (slowestMs > deadlineMs) throw new Error(`file ${index} of seed ${seed} took ${slowestMs} ms`);
}
console.log(`${fileCount} files, seed ${seed}, slowest ${slowestMs.toFixed(0)} ms`, codes);
