import { jsonSource, profileJson } from '@wdh/file-connector';
import { defined } from '../tables/given-layout.js';
import type { JsonReading } from './json-reading.js';
import { valuesFormat } from './values-format.js';

/** A JSON document: an array of objects, or one object. */
export const jsonFormat = valuesFormat<JsonReading>({
  name: 'json',
  title: 'JSON document',
  maker: 'json',
  takes: ['at'],
  readingOf: ({ at, parse }) => ({ format: 'json', ...defined({ at, formats: parse }) }),
  optionsOf: ({ at }) => defined({ at }),
  open: jsonSource,
  profile: profileJson,
});
