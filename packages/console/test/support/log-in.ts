import { tokenOf, type UsedConsole, type VisitorName } from './use-console.js';

/** Logs in with the token of a visitor, and returns the cookie of the session. */
export async function logIn(
  used: Pick<UsedConsole, 'ask'>,
  as: VisitorName = 'operator',
): Promise<string> {
  const body = { token: tokenOf(as) };
  const answer = await used.ask('/api/session', { method: 'POST', as: null, body });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`The login answered ${String(answer.status)}.`);
  return cookie;
}
