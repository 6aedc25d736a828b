import { migrateDown, migrateUp } from '../../src/index.js';
/** A program that migrates: `migrate.ts up|down <connection URL> <folder>`; prints how many files. */

const [, , way = '', connectionUrl = '', path = ''] = process.argv;
const target = { connectionUrl, folders: [{ name: 'test job', path }] };
const files =
  way === 'up' ? (await migrateUp(target)).applied : (await migrateDown(target)).reverted;
process.stdout.write(`${way} ${files.length}\n`);
