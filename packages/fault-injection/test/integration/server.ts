import { testServer } from '../../../../tools/vitest/test-server.js';

/** Has one server for all test files. Its databases are empty. */
export const setup = testServer();
