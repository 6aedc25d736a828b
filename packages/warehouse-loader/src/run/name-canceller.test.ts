import { DatabaseError } from '@wdh/postgres';
import { describe, expect, it } from 'vitest';
import { type Asked, nameCanceller } from './name-canceller.js';

const ofTimeout = 'storniere Anfrage wegen Zeitüberschreitung der Anfrage';
const ofPerson = 'storniere Anfrage wegen Benutzeraufforderung';

const cancelledBy = (words: string, sqlState = '57014'): DatabaseError =>
  new DatabaseError(`The statement was cancelled (${words}, SQLSTATE ${sqlState}).`, {
    code: 'STATEMENT_CANCELLED',
    category: 'interrupted',
    details: { sqlState, table: 'public.strikes' },
  });

/** A server that speaks German. */
function germanServer(limit: string | null = '5min') {
  let opened = 0;
  let live = 0;
  let most = 0;
  const query = (text: string) => {
    if (text.includes('current_setting')) return Promise.resolve([{ limit }]);
    if (text.startsWith('set')) return Promise.resolve([]);
    return Promise.reject(cancelledBy(text.includes('cancel') ? ofPerson : ofTimeout));
  };
  const open = () => {
    opened += 1;
    live += 1;
    most = Math.max(most, live);
    const close = () => {
      live -= 1;
      return Promise.resolve();
    };
    return Promise.resolve({ query, close } as unknown as Asked); // its answers fit what is asked
  };
  return { open, opened: () => opened, live: () => live, most: () => most };
}

describe('nameCanceller', () => {
  it('knows statement_timeout and its value, in whatever language the server speaks', async () => {
    const named = await nameCanceller(cancelledBy(ofTimeout), germanServer().open);
    expect(named).toMatchObject({
      code: 'STATEMENT_CANCELLED',
      category: 'interrupted',
      isRetryable: false,
      sqlState: '57014',
      table: 'public.strikes',
    });
    expect((named as Error).message).toContain(
      `${ofTimeout}, SQLSTATE 57014). It was statement_timeout, which is 5min: raise it`,
    );
  });

  it('knows it where new sessions have none', async () => {
    const named = await nameCanceller(cancelledBy(ofTimeout), germanServer(null).open);
    expect((named as Error).message).toContain('It was statement_timeout: raise it');
  });

  it('knows a person', async () => {
    const named = await nameCanceller(cancelledBy(ofPerson), germanServer().open);
    expect((named as Error).message).toContain('It was a person or a program');
  });

  it('has one connection open at a time, and none in the end', async () => {
    const server = germanServer();
    await nameCanceller(cancelledBy(ofPerson), server.open);
    expect(server.opened()).toBe(2);
    expect(server.most()).toBe(1);
    expect(server.live()).toBe(0);
  });

  it('leaves a cancellation as it is that is neither', async () => {
    const error = cancelledBy('COPY from stdin failed');
    expect(await nameCanceller(error, germanServer().open)).toBe(error);
  });

  it('leaves the error as it is where the server cannot be asked', async () => {
    const error = cancelledBy(ofTimeout);
    expect(await nameCanceller(error, () => Promise.reject(new Error('gone')))).toBe(error);
  });

  it.each([cancelledBy('a lock', '55P03'), new Error('x')])(
    'asks nobody about %s',
    async (error) => {
      const server = germanServer();
      expect(await nameCanceller(error, server.open)).toBe(error);
      expect(server.opened()).toBe(0);
    },
  );
});
