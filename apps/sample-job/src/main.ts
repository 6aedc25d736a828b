import { runJobCommand } from '@wdh/cli';
import { wildlifeStrikes } from './job.js';

// All output is written by now; open handles must not keep the process alive.
process.exit(await runJobCommand(wildlifeStrikes));
