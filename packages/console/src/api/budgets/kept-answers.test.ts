import { describe, expect, it } from 'vitest';
import { KeptAnswers } from './kept-answers.js';

function counted() {
  let reads = 0;
  return () => {
    reads += 1;
    return Promise.resolve(reads);
  };
}

describe('KeptAnswers', () => {
  it('reads an answer once for all who ask at the same time and a little later', async () => {
    const kept = new KeptAnswers<number>(1000);
    const read = counted();
    const both = await Promise.all([kept.of('a', read, 0), kept.of('a', read, 0)]);
    expect([...both, await kept.of('a', read, 999)]).toEqual([1, 1, 1]);
    expect(await kept.of('a', read, 1000)).toBe(2);
    expect(await kept.of('b', read, 1000)).toBe(3);
  });

  it('does not keep an answer that failed', async () => {
    const kept = new KeptAnswers<number>(1000);
    await expect(kept.of('a', () => Promise.reject(new Error('down')), 0)).rejects.toThrow('down');
    expect(await kept.of('a', counted(), 1)).toBe(1);
  });

  it('keeps a limited number of answers', async () => {
    const kept = new KeptAnswers<number>(1000);
    const read = counted();
    for (let at = 0; at < 201; at += 1) await kept.of(String(at), read, 0);
    expect(await kept.of('200', read, 0)).toBe(201);
    expect(await kept.of('0', read, 0)).toBe(202);
  });
});
