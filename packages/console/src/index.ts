export type { Role } from './access/role.js';
export type { ConsoleAuth, ConsoleOptions, ConsoleToken } from './console-options.js';
export { createConsole, type Console } from './create-console.js';
export { serveConsole, type ConsoleServer, type ServeOptions } from './serve/serve-console.js';
