import { packageTests } from '../../tools/vitest/package-tests.js';

const served = { globalSetup: './test/programs/bundle-programs.ts' };

export default packageTests({ integration: served, chaos: served });
