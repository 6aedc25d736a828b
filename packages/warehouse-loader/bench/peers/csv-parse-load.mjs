/** Loads a CSV file as users of csv-parse do: parse, format, COPY. Checks nothing, keeps no record. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import pg from 'pg';
import { from } from 'pg-copy-streams';

const [connectionString, path] = process.argv.slice(2);
const client = new pg.Client({ connectionString });
await client.connect();
await pipeline(
  createReadStream(path),
  parse({ from_line: 2 }),
  stringify(),
  client.query(from('copy records from stdin with (format csv)')),
);
await client.end();
