/** Loads a CSV file as users of fast-csv do: parse, format, COPY. Checks nothing, keeps no record. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { format, parse } from 'fast-csv';
import pg from 'pg';
import { from } from 'pg-copy-streams';

const [connectionString, path] = process.argv.slice(2);
const client = new pg.Client({ connectionString });
await client.connect();
await pipeline(
  createReadStream(path),
  parse({ headers: true }),
  format({ headers: false }),
  client.query(from('copy records from stdin with (format csv)')),
);
await client.end();
