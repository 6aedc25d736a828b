import { testServer } from '../../../../tools/vitest/test-server.js';

/** One server for all test files; its databases are empty at first. */
export const setup = testServer();
