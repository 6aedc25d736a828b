// Starts a server, prints the result as one JSON line, and then executes commands.
import { createInterface } from 'node:readline';
import { startLocalPostgres } from './node_modules/@wdh/local-postgres/dist/index.js';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const log = [];
const options = JSON.parse(process.argv[2] ?? '{}');
try {
  const server = await startLocalPostgres({ ...options, onLog: (line) => log.push(line) });
  const { url, port, dataDir, version } = server;
  say({ url, port, dataDir, version, log, uid: process.geteuid?.() });
  for await (const order of createInterface({ input: process.stdin })) {
    if (order === 'stop') {
      await server.stop();
      say({ stopped: true });
    }
    if (order === 'return') break;
    if (order === 'exit') process.exit(0);
    if (order === 'throw') setImmediate(() => JSON.parse('thrown on demand'));
  }
} catch (error) {
  say({ code: error.code, message: error.message });
  process.exitCode = 1;
}
