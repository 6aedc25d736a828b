import { generate } from 'selfsigned';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { DedicatedConnection, parseConnectionUrl } from '../../src/index.js';
import { failureOf } from '../connection/failure-of.js';
import {
  type FakeServer,
  message,
  request,
  startFakeServer,
  type Turn,
  welcome,
} from '../connection/fake-server.js';

const password = 'canary-word';
let tls: { readonly key: string; readonly cert: string };
let server: FakeServer | undefined;

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'nobody' }]);
  tls = { key, cert };
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Meeting {
  readonly search?: string;
  readonly isTls?: boolean;
}

/** Connects to a server that sends these answers; returns the error. */
async function meet(turns: readonly Turn[], { search = '', isTls = false }: Meeting = {}) {
  server = await startFakeServer(turns, isTls ? tls : undefined);
  const sslmode = isTls ? 'require' : 'disable';
  const url = `postgres://me:${password}@127.0.0.1:${server.port}/db?sslmode=${sslmode}${search}`;
  const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  try {
    const options = { applicationName: 'wdh test', deadlineMs: 60_000 };
    return await failureOf(DedicatedConnection.open(parseConnectionUrl(url), options));
  } finally {
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  }
}

const say =
  (...parts: readonly Buffer[]): Turn =>
  (send) => {
    send(Buffer.concat(parts));
  };

const scram = request(10, 'SCRAM-SHA-256\0\0');
const salted = (rest: string): Buffer => request(11, `r=nonce,s=c2FsdA==,${rest}`);

test.each([
  ['i=2000000000', false],
  ['i=2000000000', true],
  ['i=1000001', false],
  ['i=99999999999999999999', false],
  ['i=4096,i=2000000000', false],
  ['i=2e9', false],
  ['i=0x77359400', false],
  ['i=0', false],
  ['i=-1', false],
  ['i= 2000000000', false],
  ['m=ext,i=2000000000', false],
  ['', false],
])('a server that asks for SCRAM with %s, TLS %s, is refused immediately', async (rest, isTls) => {
  const started = performance.now();
  const error = await meet([say(scram), say(salted(rest))], { isTls });
  expect(performance.now() - started).toBeLessThan(50_000);
  expect(error.code).toMatch(/^(?:LOGIN_METHOD_REFUSED|PROTOCOL_VIOLATED)$/);
  expect(error).toMatchObject({ category: 'connection', isRetryable: false });
  expect(error.message).toContain(`127.0.0.1:${server?.port ?? 0}`);
});

test.each([false, true])('a request split at any byte is read, TLS %s', async (isTls) => {
  const bytes = salted('i=2000000000');
  for (let cut = 1; cut < bytes.length; cut += isTls ? 7 : 1) {
    const inTwo: Turn = (send) => {
      send(bytes.subarray(0, cut));
      setTimeout(send, 2, bytes.subarray(cut));
    };
    const error = await meet([say(scram), inTwo], { isTls });
    expect(error.code).toBe('LOGIN_METHOD_REFUSED');
    await server?.close();
  }
});

test('the message names the request and what to do', async () => {
  const error = await meet([say(scram), say(salted('i=2000000000'))]);
  expect(error.message).toContain('asks for more than 1000000 iterations of SCRAM');
});

test.each([
  ['the salt before SCRAM', [salted('i=4096')]],
  ['the salt twice', [scram, salted('i=4096'), salted('i=4096')]],
  ['no proof of its identity', [scram, salted('i=4096'), welcome]],
  ['a welcome instead of the salt', [scram, welcome]],
  ['SCRAM twice', [scram, scram]],
  ['its proof before the salt', [scram, request(12, 'v=x')]],
  ['a request without a number', [message('R', 'ab')]],
  ['a request for MD5 without its salt', [request(5, 'ab')]],
  ['a password after the login', [welcome, request(3)]],
  ['a salt after the login', [welcome, salted('i=2000000000')]],
  ['rows before the login', [message('D', Buffer.alloc(2))]],
  ['readiness before the login', [message('Z', 'I')]],
  ['a length of 0', [welcome, message('N', '', 0)]],
  ['a length of 3', [welcome, message('N', '', 3)]],
  ['a negative length', [welcome, message('T', '', -1)]],
  ['a length of 2 GiB', [welcome, message('D', '', 2 ** 31 - 1)]],
  ['a length of 1 GiB in the login', [message('E', '', 2 ** 30)]],
  ['a message of an unknown type', [welcome, message('!')]],
  ['a COPY in both directions', [welcome, message('W', Buffer.alloc(3))]],
  ['a portal that was not opened', [welcome, message('s')]],
  ['a COPY that was not requested', [welcome, message('G', Buffer.alloc(3))]],
  ['rows of a COPY that was not requested', [welcome, message('H', Buffer.alloc(3))]],
  ['columns without a terminator', [welcome, message('T', Buffer.from([0, 1, 65, 66]))]],
  ['truncated columns', [welcome, message('T', Buffer.from([0, 2, 65, 0]))]],
])('a server that sends %s is refused', async (_, parts) => {
  const error = await meet([say(...parts.slice(0, 1)), ...parts.slice(1).map((part) => say(part))]);
  expect(error).toMatchObject({ category: 'connection', isRetryable: false });
  expect(error.code).toMatch(/^(?:LOGIN_METHOD_REFUSED|PROTOCOL_VIOLATED)$/);
});

const endless =
  (bytes: Buffer, first = Buffer.alloc(0)): Turn =>
  (send) => {
    send(first);
    const block = Buffer.concat(Array.from({ length: 2_000 }, () => bytes));
    const timer = setInterval(() => {
      for (let times = 0; times < 20; times++) send(block);
    }, 1);
    setTimeout(clearInterval, 60_000, timer).unref();
    timer.unref();
  };
const notice = message('N', 'SNOTICE\0C00000\0Mx\0\0');

test.each([
  ['notices in the login', [endless(notice)]],
  ['notices in answer to a statement', [say(welcome), endless(notice)]],
  ['settings in answer to a statement', [say(welcome), endless(message('S', 'a\0b\0'))]],
  ['notifications', [say(welcome), endless(message('A', Buffer.alloc(8)))]],
])('a server that sends endless %s is refused', async (_, turns) => {
  const error = await meet(turns);
  expect(error).toMatchObject({ code: 'PROTOCOL_VIOLATED', category: 'connection' });
  expect(error.message).toContain('too many notices');
});

test.each([false, true])(
  'a server that asks for the password in clear text does not receive it, TLS %s',
  async (isTls) => {
    const error = await meet([say(request(3)), say(welcome)], { isTls });
    expect(error).toMatchObject({ code: 'LOGIN_METHOD_REFUSED', category: 'connection' });
    expect(error.message).toContain('the password in clear text');
    expect(error.message).toContain('require_auth=password');
    expect(error.message).not.toContain(password);
    expect(server?.heard()).toBe('');
  },
);

test('it receives the password if the URL allows it', async () => {
  await meet([say(request(3)), say(message('E', 'SFATAL\0VFATAL\0C28P01\0Mno\0\0'))], {
    search: '&require_auth=password,md5',
  });
  expect(server?.heard()).toContain(password);
});

test.each([
  ['scram-sha-256', request(3), 'the login method password'],
  ['scram-sha-256', request(5, 'salt'), 'the login method md5'],
  ['password', scram, 'the login method scram-sha-256'],
  ['scram-sha-256', welcome, 'no login at all'],
])('with require_auth=%s, another login is refused', async (methods, bytes, asked) => {
  const error = await meet([say(bytes)], { search: `&require_auth=${methods}` });
  expect(error).toMatchObject({ code: 'LOGIN_METHOD_REFUSED' });
  expect(error.message).toContain(`${asked}, which require_auth does not allow`);
});

const ready = message('Z', 'I');
const failing = (fields: Readonly<Record<string, string>>): Buffer =>
  message(
    'E',
    `${Object.entries(fields).reduce((text, [key, value]) => `${text}${key}${value}\0`, '')}\0`,
  );

test.each(['__proto__', 'toString', 'constructor', '', '2200', 'x\x1b[31'])(
  'an error with the SQLSTATE %j fails the connection, and nothing else',
  async (sqlState) => {
    const error = await meet([
      say(welcome),
      say(failing({ S: 'ERROR', C: sqlState, M: 'x' }), ready),
    ]);
    expect(error).toMatchObject({ code: 'DRIVER_FAILED', isRetryable: false });
  },
);

test('an error message of 20 MB is truncated', async () => {
  const long = failing({ S: 'ERROR', C: '57P01', M: 'x'.repeat(20_000_000) });
  const error = await meet([say(welcome), say(long, ready)]);
  expect(error.code).toBe('CONNECTION_TERMINATED');
  expect(error.message.length).toBeLessThan(2_000);
});

test.each([
  ['08P01', 'SSL required'],
  ['28000', 'SSL connection is required. Please specify SSL options and retry.'],
  ['XX000', 'connection is insecure (try using `sslmode=require`)'],
])('the %s of a pooler that requires TLS advises to use it', async (sqlState, text) => {
  const bytes = failing({ S: 'FATAL', C: sqlState, M: text });
  const error = await meet([say(bytes)]);
  expect(error).toMatchObject({ code: 'LOGIN_REFUSED', isRetryable: false });
  expect(error.message).toContain('add sslmode=require');
  expect((await meet([say(bytes)], { isTls: true })).message).not.toContain('add sslmode');
});
