import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream } from './event-stream.js';
import { eventFrame, type Frame } from './frame.js';

const frame = eventFrame('x', 1);

/** A stream of frames that a test adds, and the number of times that it was asked for one. */
function streamOf(frames: (Frame | 'end' | null)[]) {
  const counts = { asked: 0, closed: 0 };
  const stream = new EventStream({
    next: () => {
      counts.asked += 1;
      return Promise.resolve(frames.shift() ?? null);
    },
    onClose: () => {
      counts.closed += 1;
    },
  });
  return { stream, counts, reader: stream.body.getReader() };
}

const textOf = (value: Frame | undefined) => new TextDecoder().decode(value);

describe('a stream of events', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for nothing until its client takes something', async () => {
    const { counts, reader } = streamOf([frame, frame, frame]);
    await Promise.resolve();
    expect(counts.asked).toBe(0);
    await reader.read();
    await reader.read();
    expect(counts.asked).toBe(2);
  });

  it('waits without asking again until it is woken', async () => {
    const frames: Frame[] = [];
    const { stream, counts, reader } = streamOf(frames);
    const read = reader.read();
    await vi.waitFor(() => {
      expect(counts.asked).toBe(1);
    });
    frames.push(frame);
    stream.wake();
    expect((await read).value).toBe(frame);
    expect(counts.asked).toBe(2);
  });

  it('is not deaf to what wakes it while it asks', async () => {
    let asked = 0;
    let wake = (): void => undefined;
    const stream = new EventStream({
      next: async () => {
        asked += 1;
        if (asked > 1) return frame;
        // Between the answer and the wait.
        wake();
        await Promise.resolve();
        return null;
      },
      onClose: () => undefined,
    });
    wake = () => {
      stream.wake();
    };
    expect((await stream.body.getReader().read()).value).toBe(frame);
  });

  it('ends after the last part, and reports its end once', async () => {
    const { stream, counts, reader } = streamOf([frame, 'end']);
    await reader.read();
    expect((await reader.read()).done).toBe(true);
    stream.close();
    expect(counts.closed).toBe(1);
  });

  it.each(['by its server', 'by its client'])('ends %s while it waits', async (by) => {
    const { stream, counts, reader } = streamOf([]);
    const read = reader.read();
    await vi.waitFor(() => {
      expect(counts.asked).toBe(1);
    });
    if (by === 'by its server') stream.close();
    else await reader.cancel();
    expect((await read).done).toBe(true);
    stream.close();
    expect(counts.closed).toBe(1);
  });

  it('sends a comment after 15 s without an event, and no earlier', async () => {
    const { stream, counts, reader } = streamOf([]);
    const read = reader.read();
    await vi.waitFor(() => {
      expect(counts.asked).toBe(1);
    });
    vi.advanceTimersByTime(14_000);
    stream.beat();
    expect(counts.asked).toBe(1);
    vi.advanceTimersByTime(1_000);
    stream.beat();
    expect(textOf((await read).value)).toBe(':\n\n');
  });

  it('cuts a client that has taken nothing for a minute', async () => {
    const { stream, counts, reader } = streamOf([frame, frame]);
    await reader.read();
    vi.advanceTimersByTime(59_000);
    stream.beat();
    expect(counts.closed).toBe(0);
    vi.advanceTimersByTime(1_000);
    stream.beat();
    expect(counts.closed).toBe(1);
    await expect(reader.read()).rejects.toThrow('takes nothing');
  });
});
