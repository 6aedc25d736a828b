import { runCommand } from './cli/run-command.js';

// All output is written by now; open handles must not keep the process alive.
process.exit(await runCommand(process.argv.slice(2)));
