import { isAddress } from './client-address.js';
import type { ConsoleAuth, ConsoleToken } from './console-auth.js';
import { type Role, roles } from './role.js';

const secret = /^[\w.~+/=-]{32,200}$/u;
const headerName = /^[\w-]{1,100}$/u;
/** Names without controls, as they are recorded with each action. */
const userName = /^\P{C}{1,200}$/u;

/** Returns what is wrong with the logins of a console; no problem contains a secret. */
export function authProblems(auth: ConsoleAuth): readonly string[] {
  const { tokens, startToken, proxy, trustedProxies = [] } = auth;
  const all = startToken === undefined ? tokens : [startToken, ...tokens];
  const problems = all.flatMap(tokenProblems);
  if (all.length === 0 && proxy === undefined) problems.push('There is no login: add a token.');
  if (new Set(all.map(({ token }) => token)).size < all.length) {
    problems.push('Two tokens are the same. Make another one.');
  }
  for (const address of trustedProxies.filter((one) => !isAddress(one))) {
    problems.push(`The trusted proxy ${address} is no address or network such as 10.0.0.0/8.`);
  }
  if (proxy !== undefined) {
    if (!headerName.test(proxy.header)) problems.push('The header of the proxy is no header.');
    if (!secret.test(proxy.secret)) problems.push(`The secret of the proxy is invalid: ${rule}`);
    if (trustedProxies.length === 0) problems.push('Name the addresses of the proxy as trusted.');
    const granted = [proxy.roles ?? [], ...Object.values(proxy.users ?? {})].flat();
    problems.push(...roleProblems('The proxy', granted));
  }
  return problems;
}

const rule = 'it has 32 to 200 characters of A-Z a-z 0-9 - . _ ~ + / =.';

function tokenProblems({ name, token, roles: granted }: ConsoleToken): string[] {
  if (!userName.test(name)) return ['A token has a name of 1 to 200 characters.'];
  const problems = roleProblems(`The token ${name}`, granted);
  if (!secret.test(token)) problems.push(`The token ${name} is invalid: ${rule}`);
  if (granted.length === 0) problems.push(`The token ${name} has no role.`);
  return problems;
}

function roleProblems(what: string, granted: readonly Role[]): string[] {
  const unknown = granted.filter((role) => !roles.includes(role));
  return unknown.map((role) => `${what} has the role ${role}. There are ${roles.join(', ')}.`);
}
