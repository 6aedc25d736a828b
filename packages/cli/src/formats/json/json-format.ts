import { jsonSource, profileJson } from '@wdh/file-connector';
import type { InputFormat } from '../input-format.js';
import { completeRows } from '../json-lines/complete-rows.js';
import { expectNoCsvOptions } from '../json-lines/expect-no-csv-options.js';
import { optionsOfRun } from '../options-of-run.js';
import type { JsonReading } from './json-reading.js';

const reading: JsonReading = { format: 'json' };

/** A JSON document: an array of objects, or one object. */
export const jsonFormat: InputFormat<JsonReading> = {
  name: 'json',
  values: 'json',
  // eslint-disable-next-line @typescript-eslint/require-await -- what is wrong is rejected
  async detect(_input, _name, options) {
    expectNoCsvOptions(options);
    return { reading, encoding: options.encoding, notes: [] };
  },
  async inspect(input, options, signal) {
    expectNoCsvOptions(options);
    const { encoding } = options;
    const maxConsecutiveMalformed = options.errorThreshold === 1 ? Infinity : undefined;
    // The whole file is read, since any record may have one more property.
    const { columns } = await profileJson(input, {
      ...{ encoding, maxConsecutiveMalformed, signal },
    });
    const names = columns.map(({ name }) => name);
    return { reading, encoding, names, areNamesCertain: true, doubt: null };
  },
  profile: (input, { encoding, reading: { at } }, options) =>
    profileJson(input, { ...options, encoding, at }),
  open(input, { at }, columns, how) {
    const source: ReturnType<typeof jsonSource> = jsonSource(input, {
      ...optionsOfRun(how, () => source.statistics),
      at,
      numbers: 'text',
    });
    return completeRows(source, columns);
  },
  fit: () => null,
  describe: ({ at }, encoding = 'utf-8') => `${titleOf(at)}, ${encoding}`,
  describeNulls: () => 'null, and a property that is missing',
  describeProfile: (profile) =>
    `${titleOf(profile.format === 'json' ? profile.readOptions.at : undefined)}, ${profile.encoding}`,
  declare: (profile) => ({
    maker: 'json',
    options: {
      ...(profile.format === 'json' && profile.readOptions.at !== undefined
        ? { at: profile.readOptions.at }
        : {}),
      numbers: 'text',
    },
    hasHeader: true,
    title: 'JSON',
  }),
  reopen(input, profile) {
    if (profile.format === 'json') return jsonSource(input, profile.readOptions);
    throw new TypeError(`${profile.name} was not profiled as JSON.`);
  },
};

const titleOf = (at: string | undefined): string =>
  at === undefined ? 'JSON document' : `JSON document, records at ${at}`;
