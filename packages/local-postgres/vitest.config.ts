import { packageTests } from '../../tools/vitest/package-tests.js';

export default packageTests({
  integration: { globalSetup: './test/project/installed-project.ts' },
});
