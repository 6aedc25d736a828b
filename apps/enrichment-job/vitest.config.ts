import { packageTests } from '../../tools/vitest/package-tests.js';

const served = { globalSetup: './test/integration/server.ts' };

export default packageTests({ integration: served, chaos: served });
