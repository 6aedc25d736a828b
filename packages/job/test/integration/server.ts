import { testServer } from '../../../../tools/vitest/test-server.js';

/** One server for all test files, whose databases are empty. */
export const setup = testServer();
