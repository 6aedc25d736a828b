import { Hono } from 'hono';
import { authenticate } from './access/authenticate.js';
import { routes } from './api/routes.js';
import type { ConsoleOptions } from './console-options.js';
import { readPageFiles } from './http/page-files.js';
import type { ConsoleEnv } from './http/route.js';
import type { WireError } from './wire/wire.js';

/** The console as a function of requests, for any server that speaks the Fetch API. */
export interface Console {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ends its streams and its own runs, and waits for them. */
  readonly close: () => Promise<void>;
}

/** Creates the web page of runs. */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { auth, basePath = '' } = options;
  const files = await readPageFiles();
  const app = new Hono<ConsoleEnv>().basePath(basePath);
  app.use('/api/*', async (context, next) => {
    const visitor = authenticate(auth, context.req.header('authorization'));
    if (visitor === null) return context.json(problem('LOGIN_NEEDED', 'Log in first.'), 401);
    context.set('visitor', visitor);
    await next();
    return undefined;
  });
  for (const { method, path, role, answer } of routes(options)) {
    app.on(method, `/api${path}`, async (context) => {
      if (!context.get('visitor').roles.has(role)) {
        return context.json(problem('ROLE_MISSING', `This needs the role ${role}.`), 403);
      }
      const answered = await answer(context);
      return answered instanceof Response ? answered : Response.json(answered);
    });
  }
  app.get('*', (context) => {
    const path = context.req.path.slice(basePath.length + 1);
    const file = files.get(path) ?? files.get('index.html');
    if (file === undefined) return context.notFound();
    return context.body(file.content, 200, { 'content-type': file.type });
  });
  return {
    fetch: async (request) => app.fetch(request),
    close: () => Promise.resolve(),
  };
}

function problem(code: string, message: string): WireError {
  return { error: { code, message } };
}
