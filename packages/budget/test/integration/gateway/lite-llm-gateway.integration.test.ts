import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { hashOfKey as hashOf } from '../../../src/gateway/port/hash-of-key.js';
import { type Gateway, liteLlmGateway } from '../../../src/index.js';
import { answerJson, LiteLlmServer } from '../../support/lite-llm-server.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';

const lite = useLiteLlm();
const keyHash = 'a'.repeat(64);
const asked = { tenant: 'acme', keyHash };
const limits = { maxBudget: '550', softBudget: '400', isBlocked: false };
/** No answer is late because the machine is. */
const patience = { deadlineMs: 30_000 };

const gatewayAt = (baseUrl: string, options: object = {}): Gateway =>
  liteLlmGateway({ baseUrl, masterKey: lite.server.masterKey, ...patience, ...options });
const gateway = (): Gateway => gatewayAt(lite.server.url);

const errorOf = async (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error as Error,
  );

describe('the spend that LiteLLM reports', () => {
  it.each([
    ['nested', '{"key":"k","info":{"spend":12.5,"max_budget":550.0}}', '12.5'],
    ['flat', '{"spend":12.5}', '12.5'],
    ['of a user', '{"user_id":"acme","user_info":{"spend":12.5},"keys":[]}', '12.5'],
    ['tiny', '{"spend":1.9555e-05}', '0.000019555'],
    [
      'with more digits than a double has',
      '{"spend":0.10000000000000000555}',
      '0.10000000000000000555',
    ],
    ['zero', '{"info":{"spend":0.0}}', '0'],
    ['below zero', '{"info":{"spend":-3.5}}', '-3.5'],
  ])('is read exactly: %s', async (_, answer, expected) => {
    lite.server.override = (_request, response) => {
      answerJson(response, answer);
      return true;
    };
    await expect(gateway().spendOf(asked)).resolves.toBe(expected);
  });

  it('is asked for by the hash of the key, which is not in the address', async () => {
    await errorOf(gateway().spendOf(asked));
    expect(lite.server.requests[0]?.path).toBe(`/key/info?key=${keyHash}`);
  });

  it('is that of the user of the tenant, if so wanted', async () => {
    const of = gatewayAt(lite.server.url, { spendOf: 'user' });
    await expect(of.spendOf({ ...asked, tenant: 'a/b & c' })).resolves.toBe('0');
    expect(lite.server.requests[0]?.path).toBe('/user/info?user_id=a%2Fb%20%26%20c');
  });

  const raw =
    (type: string, text: string | Buffer, status = 200) =>
    (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': type }).end(text);
    };
  const json = (text: string): ((response: ServerResponse) => void) =>
    raw('application/json', text);
  const failures: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ['null', json('{"info":{"spend":null}}')],
    ['a text', json('{"info":{"spend":"12.5"}}')],
    ['true', json('{"spend":true}')],
    ['no spend', json('{"info":{"max_budget":5}}')],
    ['an empty object', json('{}')],
    ['a list', json('[{"spend":1}]')],
    ['NaN', json('{"spend":NaN}')],
    ['Infinity', json('{"spend":Infinity}')],
    ['an endless exponent', json('{"spend":1e999999999}')],
    ['an exponent of three digits', json('{"spend":1e100}')],
    ['a spend of a thousand digits', json(`{"spend":${'9'.repeat(1_000)}}`)],
    ['two spends', json('{"spend":1,"spend":2}')],
    ['half of an object', json('{"info":{"spend":12.5')],
    ['an empty body', json('')],
    ['bytes that are not UTF-8', raw('application/json', Buffer.from([0x7b, 0xff, 0x7d]))],
    ['a page', raw('text/html', '<p>{"spend":1}</p>')],
    ['JSON that says it is a page', raw('text/html', '{"spend":1}')],
    ['deep nesting', json('['.repeat(500_000))],
    ['ten megabytes', json(`{"spend":1,"pad":"${'x'.repeat(10_000_000)}"}`)],
    ['status 500', raw('application/json', '{"spend":1}', 500)],
    ['status 503', raw('application/json', '{"spend":1}', 503)],
    ['status 429', raw('application/json', '{"spend":1}', 429)],
    ['status 401', raw('application/json', '{"spend":1}', 401)],
    ['status 404', raw('application/json', '{"spend":1}', 404)],
  ];
  it.each(failures)('is a failure, not zero: %s', async (_, answer) => {
    lite.server.override = (_request, response) => {
      answer(response);
      return true;
    };
    const error = await errorOf(gateway().spendOf(asked));
    expect(error).toMatchObject({ code: 'GATEWAY_FAILED', category: 'connection' });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(lite.server.masterKey);
  });

  it('is a failure if the connection ends within the answer', async () => {
    lite.server.override = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"info":{"spend":12.5}}', () => response.destroy());
      return true;
    };
    await expect(gateway().spendOf(asked)).rejects.toMatchObject({ code: 'GATEWAY_FAILED' });
  });

  it('is a failure if the answer comes byte by byte until the deadline', async () => {
    let timer: NodeJS.Timeout | undefined;
    lite.server.override = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      timer = setInterval(() => response.write(' '), 20);
      response.once('close', () => {
        clearInterval(timer);
      });
      return true;
    };
    await expect(gateway().spendOf(asked, { deadlineMs: 300 })).rejects.toThrow('within 300 ms');
  });

  it('does not follow a redirect, which would take the master key to another host', async () => {
    await using other = await LiteLlmServer.start();
    lite.server.override = (request, response) => {
      response.writeHead(307, { location: `${other.url}${request.path}` }).end();
      return true;
    };
    await expect(gateway().spendOf(asked)).rejects.toThrow('redirect');
    expect(other.requests).toEqual([]);
  });

  it('is a failure if nothing listens, and when its caller ends the call', async () => {
    const gone = await LiteLlmServer.start();
    const { url } = gone;
    await gone.stop();
    const error = await errorOf(gatewayAt(url).spendOf(asked));
    expect(error.message).toContain('ECONNREFUSED');
    const signal = AbortSignal.abort();
    await expect(gateway().spendOf(asked, { signal })).rejects.toThrow('GATEWAY_FAILED');
  });
});

describe('the keys that LiteLLM makes', () => {
  const proposed = (tenant: string) => ({ tenant, alias: tenant, key: `sk-${tenant}-chosen` });

  it('has exact limits, the id of the tenant as alias and user, and no duration', async () => {
    const exact = { ...limits, maxBudget: '0.1000000000000000055', softBudget: '1e-7' };
    await expect(gateway().makeKey(proposed('exact'), exact)).resolves.toBe('sk-exact-chosen');
    const body = lite.server.requests[0]?.body;
    expect(body).toContain('"max_budget":0.1000000000000000055');
    expect(JSON.parse(body ?? '')).toMatchObject({ key_alias: 'exact', user_id: 'exact' });
    expect(body).not.toContain('budget_duration');
  });

  it('makes no second key after a lost answer, and brings the limits up to date', async () => {
    lite.server.override = (request, response) => {
      if (request.path !== '/key/generate' || lite.server.countOf('/key/generate') > 1)
        return false;
      // LiteLLM makes the key, and its answer is lost.
      const own = { ...proposed('lost'), userId: 'lost', spend: '0.0', ...limits };
      lite.server.keys.set(hashOf(own.key), own);
      response.destroy();
      return true;
    };
    await expect(gateway().makeKey(proposed('lost'), limits)).rejects.toThrow('GATEWAY_FAILED');
    const more = { ...limits, maxBudget: '600' };
    await expect(gateway().makeKey(proposed('lost'), more)).resolves.toBe('sk-lost-chosen');
    expect([...lite.server.keys.values()].filter(({ alias }) => alias === 'lost')).toHaveLength(1);
    expect(lite.server.keyOf('lost').maxBudget).toBe('600');
  });

  it('does not take over the key of another system', async () => {
    await gateway().makeKey(proposed('taken'), limits);
    const mine = { ...proposed('taken'), key: 'sk-mine-of-the-same-alias' };
    await expect(gateway().makeKey(mine, limits)).rejects.toThrow('another key with the alias');
    expect(lite.server.keyOf('taken').maxBudget).toBe('550');
  });

  it('takes the key that LiteLLM chooses, where callers may not', async () => {
    lite.server.refusesChosenKeys = true;
    const key = await gateway().makeKey(proposed('chosen'), limits);
    expect(key).toBe(lite.server.keyOf('chosen').key);
    expect(key).not.toBe('sk-chosen-chosen');
  });

  it('updates limits, resets the spend, and says that a key is not there', async () => {
    await gateway().makeKey(proposed('changed'), limits);
    lite.server.keyOf('changed').spend = '12.5';
    const less = { maxBudget: '5.5', softBudget: '4', isBlocked: true };
    await expect(gateway().updateKey(proposed('changed'), less)).resolves.toBe(true);
    expect(lite.server.keyOf('changed')).toMatchObject({ ...less, spend: '12.5' });
    await gateway().updateKey(proposed('changed'), less, { isReset: true });
    expect(lite.server.keyOf('changed').spend).toBe('0');
    await expect(gateway().updateKey(proposed('never made'), less)).resolves.toBe(false);
  });

  it('says that the master key is wrong', async () => {
    const wrong = liteLlmGateway({ baseUrl: lite.server.url, masterKey: 'sk-wrong', ...patience });
    const error = await errorOf(wrong.makeKey(proposed('nobody'), limits));
    expect(error.message).toContain('Check the master key');
    expect(error).toMatchObject({ isRetryable: false });
  });

  it.each(['{}', '{"key":null}', '{"key":"sk"}', '{"key":"sk-with space"}'])(
    'refuses an answer without a key: %s',
    async (text) => {
      lite.server.override = (_request, response) => {
        answerJson(response, text);
        return true;
      };
      await expect(gateway().makeKey(proposed('none'), limits)).rejects.toThrow(
        'without returning',
      );
    },
  );
});
