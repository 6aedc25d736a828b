import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLosslessNumber, parse } from 'lossless-json';

/** A virtual key as LiteLLM keeps it; amounts are texts of JSON numbers. */
export interface ServedKey {
  readonly key: string;
  readonly alias: string;
  readonly userId: string;
  maxBudget: string;
  softBudget: string;
  isBlocked: boolean;
  spend: string;
}

/** A request that arrived. */
export interface Arrived {
  readonly path: string;
  readonly body: string;
}

/** Answers a request itself; returns false to let the server answer. */
export type Override = (request: Arrived, response: ServerResponse) => boolean;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** A server that speaks the forms of LiteLLM's proxy about keys and spend. */
export class LiteLlmServer implements AsyncDisposable {
  readonly masterKey = ['sk', randomBytes(20).toString('hex')].join('-');
  readonly keys = new Map<string, ServedKey>();
  readonly requests: Arrived[] = [];
  /** Whether administrators forbid that callers choose keys. */
  refusesChosenKeys = false;
  override: Override | null = null;
  #server: Server;
  #port = 0;

  static async start(): Promise<LiteLlmServer> {
    const server = new LiteLlmServer();
    await server.listen();
    return server;
  }

  private constructor() {
    this.#server = this.#create();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port as before. */
  async listen(): Promise<void> {
    this.#server = this.#create();
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses connections from now on. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  keyOf(alias: string): ServedKey {
    const found = [...this.keys.values()].find((key) => key.alias === alias);
    if (found === undefined) throw new Error(`no key with the alias ${alias}`);
    return found;
  }

  countOf(path: string): number {
    return this.requests.filter((request) => request.path.startsWith(path)).length;
  }

  #create(): Server {
    return createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const arrived = { path: request.url ?? '', body };
    this.requests.push(arrived);
    if (this.override?.(arrived, response) === true) return;
    const isAdmin = request.headers.authorization === `Bearer ${this.masterKey}`;
    const { status, text } = isAdmin
      ? this.serve(arrived)
      : refusal(401, 'auth_error', 'None', 'Authentication Error');
    answerJson(response, text, status);
  }

  /** Does what a request asks, and returns the answer. */
  serve({ path, body }: Arrived): Served {
    return this.#answer(new URL(path, this.url), body);
  }

  #answer({ pathname, searchParams }: URL, body: string): Served {
    const wanted = body === '' ? {} : (parse(body) as Wanted);
    if (pathname === '/key/generate') return this.#generate(wanted);
    if (pathname === '/key/update') return this.#update(wanted);
    if (pathname === '/user/info') {
      const user = searchParams.get('user_id') ?? '';
      const own = [...this.keys.values()].find(({ userId }) => userId === user);
      const spend = own?.spend ?? '0.0';
      const text = `{"user_id":${JSON.stringify(user)},"user_info":{"spend":${spend}},"keys":[],"teams":[]}`;
      return { status: 200, text };
    }
    if (pathname !== '/key/info') return refusal(404, 'None', 'None', 'Not Found');
    const key = this.keys.get(searchParams.get('key') ?? '');
    if (key === undefined) {
      return refusal(404, 'not_found_error', 'key', 'Key not found in database');
    }
    const { alias, spend, maxBudget, softBudget } = key;
    const text = `{"key":"${hashOf(key.key)}","info":{"key_alias":${JSON.stringify(alias)},"spend":${spend},"max_budget":${maxBudget},"budget_duration":null,"budget_reset_at":null,"litellm_budget_table":{"soft_budget":${softBudget}}}}`;
    return { status: 200, text };
  }

  #generate(wanted: Wanted): Served {
    const alias = textOf(wanted['key_alias']);
    if (wanted['key'] !== undefined && this.refusesChosenKeys) {
      const message = 'Custom API key values are disabled by your administrator.';
      return refusal(403, 'auth_error', 'None', message);
    }
    if ([...this.keys.values()].some((key) => key.alias === alias)) {
      const message = `Key with alias '${alias}' already exists. Unique key aliases across all keys are required.`;
      return refusal(400, 'bad_request_error', 'key_alias', message);
    }
    const chosen = wanted['key'] === undefined ? null : textOf(wanted['key']);
    const key = chosen ?? `sk-${randomBytes(16).toString('hex')}`;
    const userId = textOf(wanted['user_id']);
    this.keys.set(hashOf(key), { key, alias, userId, spend: '0.0', ...limitsOf(wanted) });
    return { status: 200, text: JSON.stringify({ key, key_alias: alias, token: hashOf(key) }) };
  }

  #update(wanted: Wanted): Served {
    const key = this.keys.get(hashOf(textOf(wanted['key'])));
    if (key === undefined) return refusal(404, 'auth_error', 'None', 'not found');
    Object.assign(key, limitsOf(wanted));
    if (wanted['spend'] !== undefined) key.spend = textOf(wanted['spend']);
    return { status: 200, text: `{"key":"${key.key}","max_budget":${key.maxBudget}}` };
  }
}

type Wanted = Readonly<Record<string, unknown>>;

interface Served {
  readonly status: number;
  readonly text: string;
}

/** A text, or the digits of a number as they were sent. */
const textOf = (value: unknown): string =>
  isLosslessNumber(value) ? value.value : typeof value === 'string' ? value : '';

const limitsOf = (wanted: Wanted) => ({
  maxBudget: textOf(wanted['max_budget']),
  softBudget: textOf(wanted['soft_budget']),
  isBlocked: wanted['blocked'] === true,
});

/** Answers with JSON as it is written. */
export function answerJson(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function refusal(status: number, type: string, param: string, message: string): Served {
  const text = JSON.stringify({ error: { message, type, param, code: String(status) } });
  return { status, text };
}
