import { createLogging } from '../src/index.js';

/** Logs 5000 entries to stdout and to files in the given folder, then ends the process at once. */
const [fileDir = '', ending = ''] = process.argv.slice(2);
const logging = createLogging({ toFile: fileDir !== '', fileDir });
const logger = logging.getLogger('log-many');
for (let count = 0; count < 5000; count += 1) {
  logger.info('counted', { count });
  // Lets a failure of stdout be detected in between.
  if (count % 100 === 0) await new Promise(setImmediate);
}
if (ending === 'close') await logging.close();
process.exit(0);
