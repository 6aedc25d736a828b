import { packageTests } from '../vitest/package-tests.js';

export default packageTests();
