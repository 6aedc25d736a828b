export { compileSchema } from './compile-schema.js';
export type { CompiledSchema, CompileOptions } from './compile-schema.js';
export type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.js';
