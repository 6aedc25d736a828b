import { jsonLinesSource, profileJsonLines } from '@wdh/file-connector';
import type { InputFormat } from '../input-format.js';
import { optionsOfRun } from '../options-of-run.js';
import { completeRows } from './complete-rows.js';
import { expectNoCsvOptions } from './expect-no-csv-options.js';
import type { JsonLinesReading } from './json-lines-reading.js';

const reading: JsonLinesReading = { format: 'json-lines' };

/** One JSON object in each line. */
export const jsonLinesFormat: InputFormat<JsonLinesReading> = {
  name: 'json-lines',
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
    // The whole file is read, since any line may have one more property.
    const { columns } = await profileJsonLines(input, {
      ...{ encoding, maxConsecutiveMalformed, signal },
    });
    const names = columns.map(({ name }) => name);
    return { reading, encoding, names, areNamesCertain: true, doubt: null };
  },
  profile: (input, { encoding }, options) => profileJsonLines(input, { ...options, encoding }),
  open(input, _reading, columns, how) {
    const source: ReturnType<typeof jsonLinesSource> = jsonLinesSource(input, {
      ...optionsOfRun(how, () => source.statistics),
      numbers: 'text',
    });
    return completeRows(source, columns);
  },
  fit: () => null,
  describe: (_, encoding = 'utf-8') => `JSON Lines, ${encoding}`,
  describeNulls: () => 'null, and a property that is missing',
  describeProfile: ({ encoding }) => `JSON Lines, ${encoding}`,
  declare: () => ({
    maker: 'jsonLines',
    options: { numbers: 'text' },
    hasHeader: true,
    title: 'JSON Lines',
  }),
  reopen(input, profile) {
    if (profile.format === 'json-lines') return jsonLinesSource(input, profile.readOptions);
    throw new TypeError(`${profile.name} was not profiled as JSON Lines.`);
  },
};
