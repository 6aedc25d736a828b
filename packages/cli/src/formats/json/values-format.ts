import type { Encoding, JsonOptions, ReadStatistics, SourceInput } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import type { ReadingOptions } from '../../reading/reading-options.js';
import type { AnyFileProfile, InputFormat, ProfileOptions } from '../input-format.js';
import { optionsOfRun } from '../options-of-run.js';
import { cellFormats, formatNames } from '../tables/cell-formats.js';
import { defined } from '../tables/given-layout.js';
import type { JsonLinesReading, JsonReading } from './json-reading.js';
import { renameRows } from './rename-rows.js';

/** What differs between the formats of JSON. */
interface JsonReader<Reading extends JsonReading | JsonLinesReading> {
  readonly name: Reading['format'];
  readonly title: string;
  readonly maker: 'json' | 'jsonLines';
  readonly takes: InputFormat<Reading>['takes'];
  readonly readingOf: (options: ReadingOptions) => Reading;
  /** The options of the reader besides those of any JSON. */
  readonly optionsOf: (reading: Reading) => Readonly<Record<string, string>>;
  readonly open: (input: SourceInput, options: JsonOptions) => OpenedJson;
  readonly profile: (
    input: SourceInput,
    options: JsonOptions & ProfileOptions,
  ) => Promise<AnyFileProfile>;
}

type OpenedJson = RowSource<Record<string, unknown>> & { readonly statistics: ReadStatistics };

/** Creates a format whose records are objects of JSON. */
export function valuesFormat<Reading extends JsonReading | JsonLinesReading>(
  reader: JsonReader<Reading>,
): InputFormat<Reading> {
  const { name, title, maker, takes, readingOf, optionsOf } = reader;
  const optionsFor = (reading: Reading): JsonOptions => ({
    ...optionsOf(reading),
    formats: cellFormats(reading.formats),
  });
  const describe = (reading: Reading, encoding: Encoding = 'utf-8'): string =>
    [title, ...Object.values(optionsOf(reading)).map((at) => `records at ${at}`), encoding].join(
      ', ',
    );
  return {
    ...{ name, title, takes },
    values: 'json',
    detect: (_input, _name, options) =>
      Promise.resolve({ reading: readingOf(options), encoding: options.encoding, notes: [] }),
    async inspect(input, options, signal) {
      const { encoding } = options;
      const reading = readingOf(options);
      const maxConsecutiveMalformed = options.errorThreshold === 1 ? Infinity : undefined;
      // The whole file is read, since any record may have one more property.
      const { columns } = await reader.profile(input, {
        ...optionsFor(reading),
        ...{ encoding, maxConsecutiveMalformed, signal },
      });
      const names = columns.map((column) => column.name);
      return { reading, encoding, names, areNamesCertain: true, doubt: null };
    },
    profile: (input, { reading, encoding }, options) =>
      reader.profile(input, { ...optionsFor(reading), ...options, encoding }),
    open(input, reading, columns, how) {
      const source: OpenedJson = reader.open(input, {
        ...optionsFor(reading),
        ...optionsOfRun(how, () => source.statistics),
        numbers: 'text',
      });
      return renameRows(source, columns);
    },
    fit: () => null,
    describe,
    describeNulls: () =>
      'null; a missing property leaves its column as it is, or gives it the default',
    describeProfile: (profile) => describe(readingOfProfile(profile), profile.encoding),
    declare(profile) {
      const { formats = {}, ...reading } = readingOfProfile(profile);
      return {
        maker,
        title,
        options: { ...optionsOf(reading as Reading), numbers: 'text' },
        formats,
        hasHeader: true,
      };
    },
    reopen: (input, profile) =>
      reader.open(input, { ...optionsFor(readingOfProfile(profile)), numbers: 'text' }),
  };

  function readingOfProfile(profile: AnyFileProfile): Reading {
    if (profile.format === 'csv' || profile.format === 'excel') {
      throw new TypeError(`${profile.name} was not profiled as JSON.`);
    }
    const { readOptions } = profile;
    const reading = readingOf(defined({ at: 'at' in readOptions ? readOptions.at : undefined }));
    return { ...reading, formats: formatNames(readOptions.formats) };
  }
}
