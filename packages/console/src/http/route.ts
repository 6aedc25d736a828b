import type { Context } from 'hono';
import type { Role } from '../access/role.js';
import type { Visitor } from '../access/visitor.js';

/** What the handlers of the console know of a request. */
export interface ConsoleEnv {
  readonly Bindings: { readonly visitor: Visitor };
  readonly Variables: { readonly visitor: Visitor };
}

/** A part of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, such as `/runs/:run`. */
  readonly path: string;
  /** The role that a visitor needs; `any`: a login. */
  readonly role: Role | 'any';
  /**
   * What is sent to it. `json`: read, 64 kB at most, and valid before the handler is called. `stream`:
   * bytes of any number, with content-type `application/octet-stream`, which the handler limits.
   * Default: `json`.
   */
  readonly body?: 'json' | 'stream' | undefined;
  /** Returns the answer: a value that becomes JSON, nothing for an empty one, or a response. */
  readonly answer: (context: Context<ConsoleEnv>) => Promise<unknown>;
}
