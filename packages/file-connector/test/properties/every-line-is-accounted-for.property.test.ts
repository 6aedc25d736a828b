import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfc4180 } from '../../src/csv/dialect/csv-dialect.js';
import { countNewlines } from '../../src/csv/dialect/newline.js';
import { parseRecords } from '../../src/csv/records/parse-records.js';
import { RecordSplitter } from '../../src/csv/records/record-splitter.js';
import { ReadTally } from '../../src/tally/read-tally.js';
import { csvGarbage } from '../support/csv-garbage.js';
import { cutAt, longTitle, readText } from '../support/read-text.js';
import { withoutX } from '../support/without-x.js';

interface Taken {
  readonly recordNumber: number;
  readonly lineNumber: number;
  readonly lineCount: number;
}

/** Splits a text in pieces and returns the lines of each record, in the order of the records. */
function takenLines(text: string, cuts: readonly number[], maxRecordBytes: number): Taken[] {
  const splitter = new RecordSplitter(
    {
      dialect: rfc4180,
      maxRecordBytes,
      policy: 'strict',
      hasHeader: true,
      skipLines: 0,
      plainReading: 'off',
    },
    new ReadTally(),
  );
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length];
  places.sort((a, b) => a - b);
  const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
  const taken: Taken[] = [];
  for (const [index, piece] of [...pieces, ''].entries()) {
    const found = splitter.split(piece, index === pieces.length);
    const records = parseRecords(found, rfc4180);
    taken.push(...found.malformed);
    for (const recordIndex of records.keys()) {
      taken.push({
        recordNumber: found.recordNumber(recordIndex),
        lineNumber: found.lineNumber(recordIndex),
        lineCount: countNewlines(found.recordText(recordIndex), 'any') + 1,
      });
    }
  }
  return taken.sort((a, b) => a.recordNumber - b.recordNumber);
}

const physicalLines = (text: string): string[] => text.split(/\r\n|\n|\r/);

describe('whatever a text holds', () => {
  it('every physical line belongs to exactly one record or is blank', () => {
    fc.assert(
      fc.property(
        csvGarbage,
        fc.array(fc.nat()),
        fc.integer({ min: 1, max: 60 }),
        (text, cuts, maxRecordBytes) => {
          const taken = takenLines(text, cuts, maxRecordBytes);
          const owners = physicalLines(text).map((): number[] => []);
          for (const { recordNumber, lineNumber, lineCount } of taken) {
            for (let line = lineNumber; line < lineNumber + lineCount; line += 1) {
              owners[line - 1]?.push(recordNumber);
            }
          }
          const lines = physicalLines(text);
          expect(owners.map((owner) => owner.length)).toEqual(
            lines.map((line, index) => (line === '' && owners[index]?.length === 0 ? 0 : 1)),
          );
          expect(taken.map(({ recordNumber }) => recordNumber)).toEqual([...taken.keys()]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('its records are the same in any pieces of its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        csvGarbage,
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.integer({ min: 3, max: 60 }),
        fc.constantFrom({}, { b: withoutX }),
        async (text, cuts, maxRecordBytes, formats) => {
          const bytes = Buffer.from(`${longTitle}a,b\n${text}`);
          const given = { skipLines: 1, maxRecordBytes, batchSize: 3, formats };
          const whole = await readText([bytes], given);
          const inPieces = await readText(cutAt(bytes, cuts), given);
          expect(inPieces).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('only documented errors are thrown, and rows and rejected records are numbered without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        csvGarbage,
        fc.array(fc.nat(), { maxLength: 8 }),
        async (noise, text, cuts) => {
          const bytes = Buffer.concat([Buffer.from(text), noise, Buffer.from(text)]);
          const read = await readText(cutAt(bytes, cuts)).catch((error: unknown) => error);
          if (read instanceof Error) {
            expect(read).toMatchObject({
              code: expect.stringMatching(
                /^(CSV_NO_HEADER|CSV_HEADER_INVALID|INVALID_ENCODING)$/,
              ) as string,
            });
            return;
          }
          const { rowNumbers, rejected } = read as Awaited<ReturnType<typeof readText>>;
          const numbers = [...rowNumbers, ...rejected.map(({ rowNumber }) => rowNumber)];
          numbers.sort((a, b) => Number(a) - Number(b));
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
