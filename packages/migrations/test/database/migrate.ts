import { migrateDown, migrateUp } from '../../src/index.js';
/** Migrates: `migrate.ts up|down <connection URL> <folder>`; prints the number of files. */

const [, , direction = '', connectionUrl = '', path = ''] = process.argv;
const target = { connectionUrl, folders: [{ name: 'test job', path }] };
const files =
  direction === 'up' ? (await migrateUp(target)).applied : (await migrateDown(target)).reverted;
process.stdout.write(`${direction} ${files.length}\n`);
