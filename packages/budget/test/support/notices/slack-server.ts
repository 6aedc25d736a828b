import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A message of Slack, as far as it is read. */
export interface PostedMessage {
  readonly text: string;
  readonly blocks: readonly { readonly type: string }[];
}

/** One answer: a status, with the word and the headers of Slack. */
export interface SlackAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real server that answers posts like the incoming webhooks of Slack. */
export class SlackServer implements AsyncDisposable {
  readonly posts: PostedMessage[] = [];
  readonly requests: { readonly method: string; readonly path: string; readonly type: string }[] =
    [];
  /** What it answers next, in order; then `ok`. `cut`: it closes the connection. */
  answers: (SlackAnswer | 'cut' | 'silence')[] = [];
  readonly #server: Server;

  static async start(): Promise<SlackServer> {
    const server = new SlackServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, path: url, type: headers['content-type'] ?? '' });
    const post = (await json(request)) as PostedMessage;
    const answer = this.answers.shift() ?? { status: 200 };
    if (answer === 'silence') return;
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    if (answer.status === 200) this.posts.push(post);
    response.writeHead(answer.status, answer.headers).end(answer.body ?? 'ok');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
