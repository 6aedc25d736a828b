import { runJobCommand } from '@wdh/cli';
import { tradesJob } from './job.js';

// All output is written by now; open handles must not keep the process alive.
process.exit(await runJobCommand(tradesJob));
