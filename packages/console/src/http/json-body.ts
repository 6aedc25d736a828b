import { Refusal } from './refusal.js';

/** Longest body, in bytes. */
const maxBytes = 64 * 1024;

/** How long a body may take, in milliseconds: a client that is slow on purpose holds no connection. */
const patienceMs = 30_000;

/**
 * Returns a request whose body was read, and is JSON. The bytes are counted while they arrive.
 *
 * @throws Refusal 400, 408, 413, 415.
 */
export async function readJsonBody(request: Request): Promise<Request> {
  const { method, url, headers, signal } = request;
  const type = headers.get('content-type');
  const isJson = /^application\/json\s*(?:;\s*charset=utf-8\s*)?$/iu.test(type ?? '');
  // A request to delete has no body as a rule.
  const mayLackBody = method === 'DELETE' && type === null;
  if (!isJson && !mayLackBody) {
    throw new Refusal(415, 'BODY_NOT_JSON', 'Send JSON, with content-type application/json.');
  }
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const text = request.body === null ? '' : await readText(request.body);
  if (text !== '') checkJson(text);
  return new Request(url, {
    method,
    headers: new Headers([...headers]),
    signal,
    ...(text === '' ? {} : { body: text }),
  });
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader();
  const slow: { is: boolean } = { is: false };
  const timer = setTimeout(() => {
    slow.is = true;
    // It ends the read that waits.
    reader.cancel().catch(() => undefined);
  }, patienceMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (slow.is) throw tooSlow();
      if (done) return Buffer.concat(chunks).toString();
      size += value.byteLength;
      if (size > maxBytes) {
        reader.cancel().catch(() => undefined);
        throw tooLarge();
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The client closed the connection.
    throw new Refusal(400, 'BODY_INVALID', 'The body of the request ended early.');
  } finally {
    clearTimeout(timer);
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Refusal(400, 'BODY_INVALID', 'The body of the request is not valid JSON.');
  }
}

const close = { headers: { connection: 'close' } };

function tooLarge(): Refusal {
  return new Refusal(413, 'BODY_TOO_LARGE', 'The body of a request has 64 kB at most.', close);
}

function tooSlow(): Refusal {
  return new Refusal(
    408,
    'BODY_TOO_SLOW',
    'The body of the request did not arrive in time.',
    close,
  );
}
