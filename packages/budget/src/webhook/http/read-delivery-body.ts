import { WebhookRefusal } from '../refusal/webhook-refusal.js';

/** Longest body, in bytes. */
export const maxBodyBytes = 64 * 1_024;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

const close = { connection: 'close' };

/**
 * Reads the body of a delivery. Its bytes are counted while they arrive, whatever its header says, and
 * nothing is read after the limit.
 *
 * @param patienceMs - how long the whole body may take.
 * @throws WebhookRefusal 413, 408, or 400 for a body that ended early.
 */
export async function readDeliveryBody(request: Request, patienceMs: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge();
  if (request.body === null) return Buffer.alloc(0);
  const reader = request.body.getReader() as Reader;
  const slow: { is: boolean } = { is: false };
  const timer = setTimeout(() => {
    slow.is = true;
    // It ends the read that waits.
    stop(reader);
  }, patienceMs);
  try {
    return await readAll(reader);
  } catch (error) {
    if (error instanceof WebhookRefusal) throw error;
    // The client closed the connection.
    throw new WebhookRefusal(400, 'BODY_INVALID', 'The body of the request ended early.', close);
  } finally {
    clearTimeout(timer);
  }

  async function readAll(from: Reader): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await from.read();
      if (slow.is) throw tooSlow();
      if (done) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > maxBodyBytes) {
        stop(from);
        throw tooLarge();
      }
      chunks.push(value);
    }
  }
}

function stop(reader: Reader): void {
  reader.cancel().catch(() => undefined);
}

function tooLarge(): WebhookRefusal {
  return new WebhookRefusal(413, 'BODY_TOO_LARGE', 'A delivery has 64 kB at most.', close);
}

function tooSlow(): WebhookRefusal {
  return new WebhookRefusal(408, 'BODY_TOO_SLOW', 'The body did not arrive in time.', close);
}
