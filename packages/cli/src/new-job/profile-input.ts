import { type FileProfile, sharedInput } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { checksumOf } from '../formats/checksum-of.js';
import { expectParsedIn } from '../formats/expect-parsed-columns.js';
import type { AnyFileProfile, InputFormat, KnownReading } from '../formats/input-format.js';
import { findFormat, type Reading } from '../formats/input-formats.js';
import type { ReadingOptions } from '../reading/reading-options.js';
import { withHeaderAdvice } from '../reading/with-header-advice.js';

/** What a person says about the file of a new job; the rest is detected. */
export interface InputOptions extends ReadingOptions {
  /** The columns in the order of the file, in place of its header. Needs `header`. */
  readonly columns?: readonly string[];
}

/** A file that was read as a whole, and how to read it again. */
export interface ProfiledInput {
  readonly format: InputFormat<Reading>;
  readonly profile: AnyFileProfile;
  /** What is not certain about the file, but does not change its cells. */
  readonly notes: readonly string[];
}

const nameColumns =
  'name every column: --header --columns a,b,c, and --no-header in place of --header if the first record is data';

/**
 * Reads a whole file, whose format is detected.
 *
 * @param name - Names the file in messages.
 * @throws WdhError `COLUMNS_INVALID` (usage), `RECORDS_MALFORMED`, `COLUMN_NOT_IN_FILE`,
 * `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data), and those of the readers
 */
export async function profileInput(
  file: string,
  name: string,
  options: InputOptions,
  signal: AbortSignal,
): Promise<ProfiledInput> {
  const input = sharedInput(file, { checksum: checksumOf(file, options) });
  try {
    const format = await findFormat(input, options);
    const detected = await format.detect(input, name, options);
    const known = withColumns(detected, name, options);
    const profile = await format.profile(input, known, { signal }).catch((error: unknown) => {
      throw withHeaderAdvice(error, () => nameColumns);
    });
    if (format.values === 'cells') expectRecords(profile, name);
    expectParsedIn({ ...profile, name }, format, options);
    return { format, profile, notes: detected.notes };
  } finally {
    await input.close();
  }
}

/** Names the columns by the option, and skips the header that they replace. */
function withColumns(
  detected: KnownReading<Reading>,
  name: string,
  { columns, header }: InputOptions,
): KnownReading<Reading> {
  const { reading } = detected;
  if (columns === undefined || reading.format !== 'csv') return detected;
  if (header === undefined) {
    throw new WdhError(
      `With --columns, say whether the first record of ${name} is a header that they replace: give --header or --no-header.`,
      { code: 'COLUMNS_INVALID', category: 'usage' },
    );
  }
  const skipLines = (reading.skipLines ?? 0) + (header ? 1 : 0);
  return { ...detected, columns, reading: { ...reading, hasHeader: false, skipLines } };
}

/** Refuses a file none of whose records fits its columns: its types would be an invention. */
function expectRecords({ rows, malformed, columns }: FileProfile, name: string): void {
  if (rows > 0 || malformed.count === 0) return;
  throw new WdhError(
    `None of the ${malformed.count} records of ${name} fits its ${columns.length} columns. Name each column with --columns, or correct --delimiter.`,
    { code: 'RECORDS_MALFORMED', category: 'data' },
  );
}
