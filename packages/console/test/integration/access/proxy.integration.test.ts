import { describe, expect, it } from 'vitest';
import { codeOf } from '../../support/code-of.js';
import { useConsole } from '../../support/use-console.js';

const secret = 's'.repeat(40);

const used = useConsole({
  publicUrl: 'https://wdh.example.org',
  auth: {
    tokens: [],
    trustedProxies: ['127.0.0.1', '10.1.0.0/16'],
    proxy: {
      header: 'X-Forwarded-User',
      secret,
      roles: ['viewer'],
      users: { anna: ['viewer', 'operator'], blocked: [] },
    },
  },
});

const ask = (
  headers: Record<string, string>,
  peer: string | undefined = '127.0.0.1',
  url = 'https://wdh.example.org',
) => used.console.fetch(new Request(`${url}/api/session`, { headers }), { peer });

describe('the login by a reverse proxy', () => {
  it('takes the user and its roles from the header of a trusted proxy', async () => {
    const named = (user: string) => ({ 'x-forwarded-user': user, 'x-console-secret': secret });
    const anna = await ask(named('anna'), '10.1.2.3');
    const expected = { user: 'anna', roles: ['viewer', 'operator'], expiresAt: null };
    expect(await anna.json()).toMatchObject(expected);
    expect(await (await ask(named('anyone'))).json()).toMatchObject({ roles: ['viewer'] });
    expect(await (await ask(named('anna'), '::ffff:10.1.2.3')).json()).toMatchObject(expected);
  });

  it('does not mind a token that the proxy adds for itself', async () => {
    const headers = {
      'x-forwarded-user': 'anna',
      'x-console-secret': secret,
      authorization: `Bearer ${'header.payload.signature'.repeat(4)}`,
    };
    for (let count = 0; count < 20; count += 1) expect((await ask(headers)).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string | undefined]>([
    ['from an address that is not trusted', { 'x-console-secret': secret }, '10.2.0.1'],
    ['from an address that is not known', { 'x-console-secret': secret }, 'unknown'],
    ['without the secret', {}, '127.0.0.1'],
    ['with another secret', { 'x-console-secret': `${secret}s` }, '127.0.0.1'],
  ])('ignores a header %s', async (_what, headers, peer) => {
    const answer = await ask({ 'x-forwarded-user': 'anna', ...headers }, peer);
    expect(await codeOf(answer)).toEqual([401, 'LOGIN_NEEDED']);
  });

  it.each(['', 'blocked', 'anna, mallory', '__proto__, x', 'a'.repeat(201)])(
    'refuses the user "%s"',
    async (user) => {
      const headers = { 'x-forwarded-user': user, 'x-console-secret': secret };
      expect((await ask(headers)).status).toBe(401);
    },
  );

  it('gives a user with the name of a property no other roles', async () => {
    const headers = { 'x-forwarded-user': 'constructor', 'x-console-secret': secret };
    expect(await (await ask(headers)).json()).toMatchObject({ roles: ['viewer'] });
  });

  it('is no way around the checks of origin', async () => {
    const headers = {
      'x-forwarded-user': 'anna',
      'x-console-secret': secret,
      origin: 'https://evil.example',
    };
    expect(await codeOf(await ask(headers))).toEqual([403, 'CROSS_SITE']);
    // A page without TLS of the same name may be of anyone on the network.
    const plain = { ...headers, origin: 'http://wdh.example.org' };
    expect(await codeOf(await ask(plain))).toEqual([403, 'CROSS_SITE']);
    const own = { ...headers, origin: 'https://wdh.example.org' };
    expect((await ask(own)).status).toBe(200);
    // A proxy that sends its own name for the console as the host.
    expect((await ask(own, '127.0.0.1', 'http://127.0.0.1:3000')).status).toBe(200);
  });
});
