import { packageTests } from '../../tools/vitest/package-tests.js';

export default packageTests({
  integration: { globalSetup: './test/integration/server.ts' },
  chaos: { globalSetup: './test/programs/bundle-programs.ts' },
});
