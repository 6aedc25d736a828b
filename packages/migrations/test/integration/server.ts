import { testServer } from '../../../../tools/vitest/test-server.js';

/** Has one server for all test files; its databases begin empty. */
export const setup = testServer();
