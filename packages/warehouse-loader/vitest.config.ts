import { packageTests } from '../../tools/vitest/package-tests.js';

const globalSetup = './test/integration/server.ts';

export default packageTests({ integration: { globalSetup }, chaos: { globalSetup } });
