import { type Context, Hono } from 'hono';
import { parse } from 'hono/utils/cookie';
import type { Credentials } from '../access/access.js';
import type { ConsoleParts } from '../console-parts.js';
import { cookieName } from '../http/console-origin.js';
import { readJsonBody } from '../http/json-body.js';
import { Refusal } from '../http/refusal.js';
import type { ConsoleEnv, Route } from '../http/route.js';
import { tokenRefusal } from '../http/token-refusal.js';
import { routes } from './routes.js';
import { logIn } from './session/log-in.js';

/** The API: answers a request from the address of a peer. */
export type Api = (request: Request, peer: string | undefined) => Promise<Response>;

/** Creates the API. Who sends a request is known before a route is looked for; only the login needs none. */
export function createApi(parts: ConsoleParts): Api {
  const { access, origin } = parts;
  const prefix = `${origin.basePath}/api`;
  const app = new Hono<ConsoleEnv>().basePath(prefix);
  app.use('*', async (context, next) => {
    context.set('visitor', context.env.visitor);
    await next();
  });
  for (const route of routes(parts)) {
    app.on(route.method, route.path, async (context) => answerOf(route, context));
  }
  app.notFound(() => {
    throw new Refusal(404, 'NOT_FOUND', 'The console has no such part.');
  });
  app.onError((error) => {
    throw error;
  });
  return async (request, peer) => {
    const from = credentialsOf(request, peer, parts);
    if (request.method === 'POST' && new URL(request.url).pathname === `${prefix}/session`) {
      return logIn(request, from, parts);
    }
    const visitor = await access.visitorOf(from);
    if (visitor === null) {
      throw new Refusal(
        401,
        'LOGIN_NEEDED',
        'Log in first, with the link that the console printed.',
      );
    }
    if ('waitSeconds' in visitor) throw tokenRefusal(visitor);
    return app.fetch(request, { visitor });
  };
}

/** Checks the role once, by equality, and then what is sent. */
async function answerOf(
  { role, body = 'json', answer }: Route,
  context: Context<ConsoleEnv>,
): Promise<Response> {
  if (role !== 'any' && !context.get('visitor').roles.has(role)) {
    throw new Refusal(
      403,
      'ROLE_MISSING',
      `This needs the role ${role}. Ask who runs the console.`,
    );
  }
  const { raw } = context.req;
  if (body === 'stream') checkBytes(raw);
  else if (raw.method !== 'GET' && raw.method !== 'HEAD') context.req.raw = await readJsonBody(raw);
  const answered = await answer(context);
  if (answered instanceof Response) return answered;
  return answered === undefined ? context.body(null, 204) : Response.json(answered);
}

function checkBytes({ headers }: Request): void {
  if (headers.get('content-type') === 'application/octet-stream') return;
  throw new Refusal(
    415,
    'BODY_NOT_BYTES',
    'Send the bytes of the file, with content-type application/octet-stream.',
  );
}

function credentialsOf(
  request: Request,
  peer: string | undefined,
  { origin }: ConsoleParts,
): Credentials {
  const { headers } = request;
  const name = cookieName(request, origin);
  return { headers, cookie: parse(headers.get('cookie') ?? '', name)[name], peer };
}
