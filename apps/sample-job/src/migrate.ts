import { runMigrate } from '@wdh/cli';
import { wildlifeStrikes } from './job.js';

process.exitCode = await runMigrate(process.argv.slice(2), [wildlifeStrikes]);
