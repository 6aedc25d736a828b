/** The same with a check of every record by valibot, as an object; a failing record ends the load. */
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import * as v from 'valibot';

const categories = Array.from({ length: 20 }, (_, n) => `category-${String(n).padStart(2, '0')}`);
const schema = v.object({
  id: v.pipe(v.string(), v.digits(), v.toNumber(), v.maxValue(2_147_483_647)),
  customer: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  amount: v.pipe(v.string(), v.regex(/^-?\d{1,14}\.\d{1,4}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  active: v.picklist(['true', 'false']),
  category: v.picklist(categories),
  notes: v.pipe(v.string(), v.maxLength(500)),
});

const [connectionString, path] = process.argv.slice(2);
const client = new pg.Client({ connectionString });
await client.connect();
await pipeline(
  createReadStream(path),
  parse({ columns: true }),
  new Transform({
    objectMode: true,
    transform: (record, _encoding, done) => {
      const { success, output } = v.safeParse(schema, record);
      done(success ? null : new Error('A record is not valid.'), output);
    },
  }),
  stringify(),
  client.query(from('copy records from stdin with (format csv)')),
);
await client.end();
