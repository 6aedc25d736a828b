import { describe, expect, it } from 'vitest';
import { RunLine } from './run-line.js';

/** A line whose runs end when the test ends them. */
function lineOf(parallel: number) {
  const ends = new Map<string, () => void>();
  const started: string[] = [];
  const line = new RunLine(parallel, (id) => {
    started.push(id);
    return new Promise((resolve) => ends.set(id, resolve));
  });
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.();
    // The next one starts when the end is known.
    await new Promise((next) => setImmediate(next));
  };
  return { line, started, end };
}

describe('RunLine', () => {
  it('runs a number at the same time, and the others in their order', async () => {
    const { line, started, end } = lineOf(2);
    for (const id of ['a', 'b', 'c', 'd']) line.add(id);
    expect(started).toEqual(['a', 'b']);
    await end('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes a run once while it waits or runs', () => {
    const { line, started } = lineOf(1);
    for (const id of ['a', 'a', 'b', 'b']) line.add(id);
    expect(started).toEqual(['a']);
  });

  it('starts nothing more once it closes, and waits for what runs', async () => {
    const { line, started, end } = lineOf(1);
    line.add('a');
    line.add('b');
    const closed = line.close();
    await end('a');
    await closed;
    expect(started).toEqual(['a']);
  });
});
