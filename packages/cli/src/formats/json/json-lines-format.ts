import { jsonLinesSource, profileJsonLines } from '@wdh/file-connector';
import { defined } from '../tables/given-layout.js';
import type { JsonLinesReading } from './json-reading.js';
import { valuesFormat } from './values-format.js';

/** One JSON object in each line. */
export const jsonLinesFormat = valuesFormat<JsonLinesReading>({
  name: 'json-lines',
  title: 'JSON Lines',
  maker: 'jsonLines',
  takes: [],
  readingOf: ({ parse }) => ({ format: 'json-lines', ...defined({ formats: parse }) }),
  optionsOf: () => ({}),
  open: jsonLinesSource,
  profile: profileJsonLines,
});
