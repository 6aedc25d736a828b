import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveConsole } from '../../../src/index.js';
import { sendRaw } from '../../support/send-raw.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();

describe('a console that is served', () => {
  it('does not listen beyond this machine where only its link logs in', async () => {
    const { fetch } = used.console;
    const opening = serveConsole({ fetch, isLocal: true }, { port: 0, host: '0.0.0.0' });
    await expect(opening).rejects.toMatchObject({ code: 'CONSOLE_EXPOSED', category: 'usage' });
    for (const host of ['127.0.0.1', 'localhost']) {
      const server = await serveConsole({ fetch, isLocal: true }, { port: 0, host });
      await server.close();
    }
    expect(used.console.isLocal).toBe(false);
  });

  it('names a free port where its port is taken', async () => {
    const server = await serveConsole(used.console, { port: 0 });
    onTestFinished(() => server.close());
    const opening = serveConsole(used.console, { port: server.port });
    await expect(opening).rejects.toMatchObject({ code: 'CONSOLE_PORT_IN_USE' });
    await expect(opening).rejects.toThrow(/--port \d+/u);
  });

  it('closes while a client holds a connection, and one sends its headers slowly', async () => {
    const server = await serveConsole(used.console, { port: 0 });
    const answer = await fetch(`${server.origin}/health`);
    expect(await answer.json()).toEqual({ ok: true });
    const slow = connect(server.port, '127.0.0.1');
    slow.on('error', () => undefined);
    await once(slow, 'connect');
    slow.write('GET /api/runs HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
    const closed = new Promise((resolve) => slow.once('close', resolve));
    await server.close();
    await closed;
  });

  it('answers clients with a token and with a cookie over a connection', async () => {
    const server = await serveConsole(used.console, { port: 0 });
    onTestFinished(() => server.close());
    const authorization = `Bearer ${tokenOf('viewer')}`;
    const byToken = await fetch(`${server.origin}/api/session`, { headers: { authorization } });
    expect(await byToken.json()).toMatchObject({ user: 'viewer', expiresAt: null });
    const login = await fetch(`${server.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ token: tokenOf('viewer') }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie.startsWith(`wdh_console_${String(server.port)}=`)).toBe(true);
    const byCookie = await fetch(`${server.origin}/api/session`, { headers: { cookie } });
    expect(await byCookie.json()).toMatchObject({ user: 'viewer' });
  });

  it('serves the address of this machine that it is reached at, where no other is declared', async () => {
    const server = await serveConsole(used.console, { port: 0, host: '0.0.0.0' });
    onTestFinished(() => server.close());
    const statusOf = async (host: string): Promise<number> => {
      const headers = [`host: ${host}:${String(server.port)}`];
      return (await sendRaw(server.port, 'GET /health HTTP/1.1', { headers }, '127.0.0.2')).status;
    };
    expect(await statusOf('127.0.0.2')).toBe(200);
    for (const host of ['127.0.0.3', '127.0.0.20', '127.0.0.2.nip.io', '[::2]']) {
      expect([host, await statusOf(host)]).toEqual([host, 421]);
    }
    expect((await fetch(`http://127.0.0.1:${String(server.port)}/health`)).status).toBe(200);
  });

  it('answers the check of a balancer, without a body', async () => {
    const server = await serveConsole(used.console, { port: 0 });
    onTestFinished(() => server.close());
    const answer = await fetch(`${server.origin}/health`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it.each(['content-length: 1000000', 'transfer-encoding: chunked'])(
    'closes a connection whose request to read has a body that does not arrive: %s',
    async (length) => {
      const server = await serveConsole(used.console, { port: 0 });
      onTestFinished(() => server.close());
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /api/runs HTTP/1.1\r\nhost: localhost\r\n${length}\r\n\r\n`);
      // As if the body arrived, so that the limit of an idle connection does not end it.
      const dripping = setInterval(() => socket.write('1\r\nx\r\n'), 1_000);
      onTestFinished(() => {
        clearInterval(dripping);
      });
      expect(await text(socket).catch(() => '')).toContain('401 Unauthorized');
    },
  );
});
