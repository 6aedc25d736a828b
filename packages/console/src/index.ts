export type { Role } from './access/role.js';
export type { ConsoleAuth, ConsoleProxy, ConsoleToken } from './access/console-auth.js';
export { createStartToken } from './access/grants.js';
export { consoleMigrations } from './console-migrations.js';
export type { ConsoleBudgets, ConsoleOptions } from './console-options.js';
export { createConsole, type Console, type ConsoleConnection } from './create-console.js';
export { serveConsole, type ConsoleServer, type ServeOptions } from './serve/serve-console.js';
