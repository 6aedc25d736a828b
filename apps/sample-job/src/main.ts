import { runCommand } from './cli/run-command.js';

// What was printed is out by now; nothing that is still open may keep the process from ending.
process.exit(await runCommand(process.argv.slice(2)));
