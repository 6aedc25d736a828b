import { packageTests } from '../../tools/vitest/package-tests.js';

// A secret stays registered for as long as its module lives, and would be hidden in the next file.
export default packageTests({ integration: {}, chaos: {}, isolate: true });
