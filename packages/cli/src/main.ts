import { runWdh } from './program/run-wdh.js';

// All output is written by now; open handles must not keep the process alive.
process.exit(await runWdh(process.argv.slice(2)));
