export { createTestDatabase, type TestDatabase } from './create-test-database.js';
export { dumpCatalog } from './dump-catalog.js';
export { dropTestDatabase } from './drop-test-database.js';
export {
  startTestServer,
  type StartTestServerOptions,
  type TestServer,
} from './start-test-server.js';
export { requireTestDatabaseName } from './test-database-name.js';
