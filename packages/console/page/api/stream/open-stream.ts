import { problemOf } from '../api-problem.js';
import { noteLostConnection } from '../connection.js';
import { noteExpiredLogin } from '../session.js';
import { createEventParser, type StreamEvent } from './event-parser.js';

/** `open`: events arrive; `retrying`: the connection was lost; `ended`: the server has sent all. */
export type StreamState = 'connecting' | 'open' | 'retrying' | 'ended' | 'refused';

/** What a stream reports. */
export interface StreamListener {
  readonly onEvent: (name: string, data: unknown) => void;
  readonly onState: (state: StreamState) => void;
}

const pausesMs = [250, 500, 1_000, 2_000, 5_000];
/** The server writes a comment more often than that; silence is a lost connection. */
const silenceMs = 45_000;

/**
 * Opens a stream of the API. It resumes after the last event by `Last-Event-ID` when the connection
 * is lost, and closes while the page is hidden: a browser has six connections to a host.
 *
 * Not by `EventSource`: that forgets the last event when it is closed, and hides the status.
 *
 * @returns how to close it
 */
export function openStream(path: string, listener: StreamListener): () => void {
  let lastId = '';
  let attempt = 0;
  let isOver = false;
  let stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const finish = (state: 'ended' | 'refused'): void => {
    isOver = true;
    stop.abort();
    listener.onState(state);
  };
  const onEvent = ({ name, data, id }: StreamEvent): void => {
    if (isOver) return;
    if (id !== '') lastId = id;
    listener.onEvent(name, JSON.parse(data));
    if (name === 'end') finish('ended');
  };

  const read = async (signal: AbortSignal): Promise<void> => {
    const answer = await ask(`api${path}`, {
      headers: {
        accept: 'text/event-stream',
        ...(lastId === '' ? {} : { 'last-event-id': lastId }),
      },
      cache: 'no-store',
      signal,
    }).catch((error: unknown) => {
      if (!signal.aborted) noteLostConnection();
      throw error;
    });
    if (answer.status === 401) noteExpiredLogin();
    if (!answer.ok || answer.body === null) {
      const { status } = await problemOf(answer);
      if (status < 500 && status !== 429 && status !== 408) finish('refused');
      return;
    }
    attempt = 0;
    listener.onState('open');
    await readText(answer.body, createEventParser(onEvent));
  };

  const connect = (): void => {
    clearTimeout(timer);
    if (isOver || document.hidden) return;
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    void read(signal)
      .catch(() => undefined)
      .then(() => {
        if (isOver || signal.aborted) return;
        listener.onState('retrying');
        timer = setTimeout(connect, pausesMs[Math.min(attempt, pausesMs.length - 1)]);
        attempt += 1;
      });
  };
  const onVisibility = (): void => {
    if (document.hidden) stop.abort();
    else connect();
  };

  document.addEventListener('visibilitychange', onVisibility);
  listener.onState('connecting');
  connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop.abort();
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (request.signal?.aborted !== true) noteLostConnection();
    throw error;
  }
}

async function readText(
  body: ReadableStream<Uint8Array>,
  push: (text: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const silence = setTimeout(() => void reader.cancel().catch(() => undefined), silenceMs);
    try {
      const { done, value } = await reader.read();
      if (done) return;
      push(decoder.decode(value, { stream: true }));
    } finally {
      clearTimeout(silence);
    }
  }
}
