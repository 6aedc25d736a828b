import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJsonBody } from './json-body.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const post = (body: BodyInit, type = 'application/json') =>
  new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    ...{ duplex: 'half' },
  });

describe('a body of JSON', () => {
  it('is read, and can be read again by a handler', async () => {
    const read = await readJsonBody(post('{"a":1}', 'application/json; charset=UTF-8'));
    expect(await read.json()).toEqual({ a: 1 });
  });

  it('may have 64 kB, and no byte more', async () => {
    const of = (bytes: number) => post(`"${'x'.repeat(bytes - 2)}"`);
    expect(await (await readJsonBody(of(65_536))).text()).toHaveLength(65_536);
    await expect(readJsonBody(of(65_537))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('is cut at the limit, when its end does not come', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_024).fill(32));
      },
    });
    const reading = readJsonBody(post(endless));
    await expect(reading).rejects.toMatchObject({ status: 413 });
    expect(pulled).toBeLessThan(70);
  });

  it('that ends early is refused, and is no fault of the console', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.error(new Error('The connection was closed.'));
      },
    });
    await expect(readJsonBody(post(broken))).rejects.toMatchObject({
      status: 400,
      code: 'BODY_INVALID',
    });
  });

  it('is not waited for longer than 30 seconds', async () => {
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{'));
      },
    });
    const reading = readJsonBody(post(silent)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await reading).toMatchObject({ status: 408, code: 'BODY_TOO_SLOW' });
  });
});
