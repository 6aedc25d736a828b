import { testServer } from '../../../../tools/vitest/test-server.js';

/** Starts one server for all test files. Its databases are empty. */
export const setup = testServer();
