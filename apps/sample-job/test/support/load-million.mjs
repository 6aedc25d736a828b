/* eslint n/no-process-env: off -- a program of its own */
/** Streams a CSV file of two columns into a table, and prints the report as JSON. */
import { csvSource, parseInteger } from '@wdh/file-connector';
import { Pipeline } from '@wdh/pipeline-core';
import { WarehouseLoader } from '@wdh/warehouse-loader';

const loader = new WarehouseLoader({ connectionUrl: process.env.DATABASE_URL });
const pipeline = new Pipeline('million').addStep(parseInteger(['id'], 'number'));
const source = csvSource(process.argv[2], { columns: ['id', 'name'] });
const report = await loader.loadPipeline(pipeline.bind(source), { into: 'public.million' });
await loader.close();
process.stdout.write(JSON.stringify(report));
