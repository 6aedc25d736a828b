import { createLogging } from '../../src/index.js';

const logging = createLogging();
const logger = logging
  .getLogger('sample-job')
  .bind({ domain: 'wildlife_strikes', executionId: 'exec_20260131_103000' });

logger.info('pipeline.started', { rows: 1000, target: 'postgres://etl:hunter2@db/warehouse' });
await logging.close();
