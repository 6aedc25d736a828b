/**
 * Loads, and prints one line of JSON about it. A separate process, plain Node on the built
 * packages, like a job: nothing is compiled yet, and its memory is that of the load only.
 */
import { csvSource, dateFormatOf, numberFormatOf } from '@wdh/file-connector';
import { Pipeline, validateRows } from '@wdh/pipeline-core';
import { getTableColumns } from 'drizzle-orm';
import { boolean, date, integer, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { WarehouseLoader } from '../dist/index.js';

const records = pgTable('records', {
  id: integer('id').primaryKey(),
  customer: text('customer').notNull(),
  amount: numeric('amount', { precision: 18, scale: 4 }).notNull(),
  day: date('day').notNull(),
  created_at: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  active: boolean('active').notNull(),
  category: text('category').notNull(),
  notes: text('notes').notNull(),
});
/** Three numbers and two dates in eight columns. */
const sales = pgTable('sales', {
  id: integer('id').primaryKey(),
  customer: text('customer').notNull(),
  amount: numeric('amount').notNull(),
  discount: numeric('discount').notNull(),
  weight: numeric('weight').notNull(),
  day: date('day').notNull(),
  sold_at: timestamp('sold_at', { mode: 'string' }).notNull(),
  notes: text('notes').notNull(),
});
const categories = Array.from({ length: 20 }, (_, n) => `category-${String(n).padStart(2, '0')}`);
const schema = v.object({
  id: v.pipe(v.string(), v.digits(), v.toNumber(), v.maxValue(2_147_483_647)),
  customer: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  amount: v.pipe(v.string(), v.regex(/^-?\d{1,14}\.\d{1,4}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  active: v.pipe(
    v.picklist(['true', 'false']),
    v.transform((value) => value === 'true'),
  ),
  category: v.picklist(categories),
  notes: v.pipe(v.string(), v.maxLength(500)),
});
/** The checks of shapes, by kind of column. A JSON document is parsed by the server only. */
const checks = {
  whole: v.pipe(v.string(), v.digits(), v.toNumber(), v.maxValue(2_147_483_647)),
  decimal: v.pipe(v.string(), v.regex(/^-?\d{1,14}\.\d{1,4}$/)),
  text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(4_000)),
  maybe: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  json: v.pipe(v.string(), v.startsWith('{'), v.maxLength(10_000)),
  array: v.pipe(v.string(), v.regex(/^\{[^{}]*\}$/), v.maxLength(10_000)),
};
const ofKind = ([name, kind]) => [name, checks[kind]];

const request = JSON.parse(process.argv[2] ?? '{}');
const { connectionUrl, path, from = 'file', validate = true, rejected = 0 } = request;
const { table = 'records', kinds = {}, reading = {}, formats = {} } = request;
const known = { records, sales }[table];
const into = known ?? table;
const columns = known === undefined ? Object.keys(kinds) : Object.keys(getTableColumns(known));
const tableSchema =
  known === undefined ? v.object(Object.fromEntries(Object.entries(kinds).map(ofKind))) : schema;
const options = { into, ...request.options };
const pipeline = new Pipeline('bench', { stopOnError: rejected === 0 });

async function loadFile(loader) {
  const byName = Object.entries(formats).map(([column, name]) => {
    const format = name.startsWith('number:') ? numberFormatOf(name) : dateFormatOf(name);
    return [column, format];
  });
  const source = csvSource(path, { columns, ...reading, formats: Object.fromEntries(byName) });
  const steps = validate ? pipeline.addStep(validateRows(tableSchema)) : pipeline;
  const { rows } = await loader.loadPipeline(steps.bind(source), options);
  if (rows.rejected !== rejected) throw new Error(`${rows.rejected} rows were rejected`);
}

async function rowsInMemory() {
  const source = csvSource(path, { columns }).read();
  const rows = [];
  for await (const batch of pipeline.addStep(validateRows(schema)).stream(source)) {
    for (const row of batch.rows) rows.push(row);
  }
  return rows;
}

/** Loads into one loader after another, each of the next thousand keys; only loads are timed. */
async function smallLoads(first, [row]) {
  const times = [];
  let load = 0;
  for (let at = 0; at < 6; at += 1) {
    const loader = at === 0 ? first : new WarehouseLoader({ connectionUrl });
    const ofLoader = [];
    for (let turn = 0; turn < 11; turn += 1, load += 1) {
      const id = load * 1_000;
      const rows = Array.from({ length: 1_000 }, (_, at) => ({ ...row, id: id + at }));
      const startedAt = performance.now();
      await loader.load(rows, options);
      ofLoader.push(performance.now() - startedAt);
    }
    times.push(ofLoader);
    if (at > 0) await loader.close();
  }
  return times;
}

const rows = from === 'file' ? [] : await rowsInMemory();
const usedBefore = process.cpuUsage();
const startedAt = performance.now();
const loader = new WarehouseLoader({ connectionUrl });
const times = from === 'small' ? await smallLoads(loader, rows) : [];
if (from === 'memory') await loader.load(rows, options);
if (from === 'file') await loadFile(loader);
await loader.close();
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(usedBefore);
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms, peakMb, cpuMs: (user + system) / 1000, smallLoads: times }));
