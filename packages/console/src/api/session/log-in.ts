import { serialize } from 'hono/utils/cookie';
import * as v from 'valibot';
import type { Credentials } from '../../access/access.js';
import { sessionHours } from '../../access/sessions.js';
import type { ConsoleParts } from '../../console-parts.js';
import { cookieName } from '../../http/console-origin.js';
import { readJsonBody } from '../../http/json-body.js';
import { Refusal } from '../../http/refusal.js';
import { tokenRefusal } from '../../http/token-refusal.js';
import type { WireLogin } from '../../wire/session.js';
import { describeSession } from './describe-session.js';

const login = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(500)),
}) satisfies v.GenericSchema<WireLogin>;

/**
 * Exchanges a token for the cookie of a new session.
 *
 * @throws Refusal 400, 401, 413, 415, 429.
 */
export async function logIn(
  request: Request,
  from: Credentials,
  parts: ConsoleParts,
): Promise<Response> {
  const body = v.safeParse(login, await (await readJsonBody(request)).json());
  if (!body.success) throw new Refusal(400, 'BODY_INVALID', 'Send { "token": "…" }.');
  const grant = parts.access.grantOf(body.output.token, from);
  if ('waitSeconds' in grant) throw tokenRefusal(grant);
  const { cookie, visitor } = await parts.access.sessions.open(grant);
  await parts.audit(visitor, 'login', { details: { session: visitor.sessionId } });
  const { basePath, isSecure } = parts.origin;
  const setCookie = serialize(cookieName(request, parts.origin), cookie, {
    path: basePath === '' ? '/' : basePath,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
    maxAge: sessionHours * 3_600,
  });
  return Response.json(describeSession(visitor, parts), { headers: { 'set-cookie': setCookie } });
}
