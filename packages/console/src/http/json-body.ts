import { Refusal } from './refusal.js';

/** Longest body, in bytes. */
const maxBytes = 64 * 1024;

/**
 * Returns a request whose body was read, and is JSON. The bytes are counted while they arrive.
 *
 * @throws Refusal 400, 413, 415.
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
  const text = await readText(request);
  if (text !== '') checkJson(text);
  return new Request(url, {
    method,
    headers: new Headers([...headers]),
    signal,
    ...(text === '' ? {} : { body: text }),
  });
}

async function readText(request: Request): Promise<string> {
  if (request.body === null) return '';
  const reader = request.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Refusal(400, 'BODY_INVALID', 'The body of the request is not valid JSON.');
  }
}

function tooLarge(): Refusal {
  return new Refusal(413, 'BODY_TOO_LARGE', 'The body of a request has 64 kB at most.', {
    headers: { connection: 'close' },
  });
}
