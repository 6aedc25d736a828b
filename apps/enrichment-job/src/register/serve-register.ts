import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A register of companies, invented to try the job out: it answers, counts its calls, and asks a price. */
export interface Register extends AsyncDisposable {
  readonly origin: string;
  /** Ids of the companies that were asked for, in the order of the calls: what a real one would bill. */
  readonly billed: readonly string[];
}

/** Options of {@link serveRegister}. */
export interface RegisterOptions {
  /** 0: one that is free. Default 0. */
  readonly port?: number | undefined;
  /** What a call costs, in US dollars. Default 0.01. */
  readonly price?: string | undefined;
  /** How long an answer takes, in milliseconds. Default 5. */
  readonly delayMs?: number | undefined;
}

const industries = [
  'Construction',
  'Energy',
  'Finance',
  'Health',
  'Retail',
  'Software',
  'Transport',
];
const companyId = /^C\d{4}$/;

/**
 * Serves `GET /companies/ID`, which costs the price, and is free for an unknown id (404); and `GET /calls`,
 * the number of calls that were billed. Listens on this machine only.
 */
export async function serveRegister(options: RegisterOptions = {}): Promise<Register> {
  const { port = 0, price = '0.01', delayMs = 5 } = options;
  const billed: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const { pathname } = new URL(request.url ?? '/', 'http://register');
    if (pathname === '/calls') {
      send(200, { calls: billed.length });
      return;
    }
    const id = pathname.replace(/^\/companies\//, '');
    if (!companyId.test(id)) {
      send(404, { message: 'unknown company' });
      return;
    }
    billed.push(id);
    await wait(delayMs);
    send(200, { ...companyOf(id), price });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    billed,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The same company has the same figures in each answer. */
function companyOf(id: string): { readonly industry: string; readonly employees: number } {
  const hash = createHash('sha256').update(id).digest();
  const industry = industries[hash.readUInt8(0) % industries.length] ?? '';
  return { industry, employees: 1 + (hash.readUInt16BE(1) % 5000) };
}
