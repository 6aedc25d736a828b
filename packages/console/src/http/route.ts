import type { Context } from 'hono';
import type { Role } from '../access/role.js';

/** Who sends a request. */
export interface Visitor {
  readonly user: string;
  readonly roles: ReadonlySet<Role>;
}

/** What the handlers of the console know of a request. */
export interface ConsoleEnv {
  readonly Variables: { readonly visitor: Visitor };
}

/** A part of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, such as `/runs/:run`. */
  readonly path: string;
  /** The role that a visitor needs. */
  readonly role: Role;
  /** Returns the answer: a value that becomes JSON, or a response. */
  readonly answer: (context: Context<ConsoleEnv>) => Promise<unknown>;
}
