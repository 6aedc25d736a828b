import { packageTests } from '../../tools/vitest/package-tests.js';

// A secret stays registered as long as its module is loaded, and would be hidden in the next file.
export default packageTests({ integration: {}, chaos: {}, isolate: true });
