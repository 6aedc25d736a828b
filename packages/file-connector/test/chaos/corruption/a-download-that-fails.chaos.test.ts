import { mkdir, readdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { csvSource, type DownloadOptions, jsonLinesSource } from '../../../src/index.js';
import { fileServer } from '../../support/file-server.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const text = `a,b\n${'1,x\n'.repeat(50_000)}`;
const page = '<!DOCTYPE html>\n<html><body>Please log in</body></html>';

const answer =
  (
    status: number,
    body: string | Buffer = '',
    headers: Record<string, string> = {},
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
/** Sends a part, and then cuts the connection. */
const cut =
  (headers: Record<string, string>): RequestListener =>
  (_request, response) => {
    response.writeHead(200, headers);
    response.write(text.slice(0, 1000), () => response.destroy());
  };

const plain = fileServer('http', { '/a.csv': answer(200, text) });
const server = fileServer('https', {
  '/500': answer(500, page),
  '/404': answer(404, page),
  '/401': answer(401),
  '/204': answer(204),
  '/page': answer(200, page, { 'content-type': 'text/html' }),
  '/page-as-csv': answer(200, page, { 'content-type': 'text/csv' }),
  '/part-of-page': answer(200, '<div>Please log in', { 'content-type': 'text/html' }),
  '/compressed-page': answer(200, gzipSync(page), { 'content-encoding': 'gzip' }),
  '/cut': cut({ 'content-length': String(text.length) }),
  '/cut-chunks': cut({}),
  '/cut-gzip': answer(200, gzipSync(text).subarray(0, 100), { 'content-encoding': 'gzip' }),
  '/other-encoding': answer(200, text, { 'content-encoding': 'compress' }),
  '/loop': answer(302, '', { location: '/loop?s3cret' }),
  '/to-http': (_request, response) => {
    response.writeHead(302, { location: plain.url('/a.csv?s3cret') }).end();
  },
  '/to-file': answer(302, '', { location: 'file:///etc/s3cret' }),
  '/to-login': answer(302, '', { location: 'https://user:s3cret@localhost/a.csv' }),
  '/to-nothing': answer(302, '', { location: 'https://' }),
  '/protocol': ({ socket }) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
  },
  '/silent': () => undefined,
  '/stops': (_request, response) => {
    response.write(text.slice(0, 1000));
  },
  '/slow': (_request, response) => {
    const timer = setInterval(() => response.write('1,x\n'), 20);
    response.on('close', () => clearInterval(timer));
  },
});

/** Expects a refusal that names the address, repeats no secret, and leaves no file. */
async function expectFailure(
  address: string,
  expected: { readonly code: string; readonly category?: string; readonly summary: RegExp },
  more: DownloadOptions = {},
): Promise<void> {
  await mkdir(path('spool'), { recursive: true });
  const download = { ca: server.ca, backoffMs: 1, maxAttempts: 2, ...more };
  const { code, category = 'file' } = expected;
  for (const open of [csvSource, jsonLinesSource]) {
    const error: unknown = await Promise.resolve()
      .then(() => open(`${address}?token=s3cret`, { download, temporaryFolder: path('spool') }))
      .then((source) => readSource<object>(source))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code,
      category,
      summary: expect.stringMatching(expected.summary) as string,
    });
    expect(JSON.stringify(error)).not.toContain('s3cret');
    if (category === 'file') expect(String(error)).toContain(address);
  }
  expect(await readdir(path('spool'))).toEqual([]);
}

it.each<[string, RegExp]>([
  ['/404', /answered 404 Not Found\. Check the address/],
  ['/missing', /answered 404/],
  ['/401', /answered 401 Unauthorized.*authorization/],
  ['/204', /answered 204/],
  ['/500', /answered 500.*Try again later/],
])(
  'C22 an address that answers %s: one error that names it, without the query',
  async (file, summary) => {
    await expectFailure(server.url(file), { code: 'DOWNLOAD_FAILED', summary });
  },
);

it.each(['/page', '/page-as-csv', '/part-of-page', '/compressed-page'])(
  'C22 an address that answers an HTML page, as %s: the error says so',
  async (file) => {
    const summary = /HTML page instead of data/;
    await expectFailure(server.url(file), { code: 'CONTENT_NOT_SUPPORTED', summary });
  },
);

it.each<[string, string, RegExp]>([
  ['/cut', 'DOWNLOAD_FAILED', /cut off after \d+ of 200004 bytes/],
  ['/cut-chunks', 'DOWNLOAD_FAILED', /cut off after \d+ bytes/],
  ['/cut-gzip', 'COMPRESSION_DAMAGED', /in the middle of its compressed content/],
])(
  'C15 a download that ends too early, by %s: nothing of it is read',
  async (file, code, summary) => {
    await expectFailure(server.url(file), { code, summary });
  },
);

it('C15 a download in an unknown content encoding: nothing of it is read', async () => {
  const summary = /content encoding other than/;
  await expectFailure(server.url('/other-encoding'), { code: 'DOWNLOAD_FAILED', summary });
});

it.each<[string, RegExp]>([
  ['/loop', /redirected more than 5 times/],
  ['/to-http', /redirected from https to http:.*not encrypted/],
  ['/to-file', /scheme file: cannot be downloaded/],
  ['/to-login', /contains a user or a password/],
  ['/to-nothing', /invalid address/],
])('C22 a redirect that is not followed, of %s: the error says why', async (file, summary) => {
  await expectFailure(server.url(file), { code: 'DOWNLOAD_FAILED', summary });
});

it.each<[string, DownloadOptions, RegExp]>([
  ['/silent', { idleTimeoutMs: 2_000 }, /no answer within 2000 ms/],
  ['/stops', { idleTimeoutMs: 2_000 }, /nothing for 2000 ms after 1000 bytes/],
  ['/slow', { totalTimeoutMs: 2_000 }, /took longer than 2000 ms/],
])('C22 a server that hangs, as %s: an error within the limit', async (file, limits, summary) => {
  await expectFailure(server.url(file), { code: 'DOWNLOAD_FAILED', summary }, limits);
});

it('C22 a server that accepts a connection and does not encrypt it: an error within the limit', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  try {
    const summary = /could not be connected to within 100 ms/;
    const limits = { connectTimeoutMs: 100 };
    const address = `https://127.0.0.1:${port}/a.csv`;
    await expectFailure(address, { code: 'DOWNLOAD_FAILED', summary }, limits);
  } finally {
    silent.close();
  }
});

it.each([
  ['/500', 3],
  ['/404', 1],
  ['/page', 1],
  ['/loop', 6],
])('C22 an answer such as %s: %i requests, and no more', async (file, count) => {
  server.requests.length = 0;
  const download = { ca: server.ca, backoffMs: 1, maxAttempts: 3 };
  await expect(csvSource(server.url(file), { download }).identify()).rejects.toThrow(file);
  expect(server.requests).toHaveLength(count);
});

it('C22 a server whose certificate is not trusted: refused at once', async () => {
  server.requests.length = 0;
  const error = { code: 'DOWNLOAD_FAILED', summary: /certificate that is not trusted/ };
  await expectFailure(server.url('/404'), error, { ca: undefined, maxAttempts: 3 });
  expect(server.requests).toEqual([]);
});

it('C22 a server that does not listen, and a host that does not exist: the error says so', async () => {
  const code = 'DOWNLOAD_FAILED';
  await expectFailure('https://127.0.0.1:1/a.csv', { code, summary: /ECONNREFUSED/ });
  await expectFailure('https://no-such-host.invalid/a.csv', {
    code,
    summary: /host that is unknown|EAI_AGAIN/,
  });
});

it.each<[string, RegExp]>([
  ['http://192.0.2.1/a.csv', /not encrypted.*allowHttp/],
  ['https://user:s3cret@localhost/a.csv', /contains a user or a password/],
  ['https://s3cret@localhost/a.csv', /contains a user or a password/],
  ['https://', /not a valid URL/],
  ['https://[s3cret/a.csv', /not a valid URL/],
])(
  'C22 an address that is not accepted, such as %s: refused before a request',
  async (address, summary) => {
    await expectFailure(address, { code: 'URL_REFUSED', category: 'usage', summary });
  },
);

it('C22 a download that is aborted: it ends at once, and leaves no file', async () => {
  await mkdir(path('spool'));
  const aborter = new AbortController();
  const source = csvSource(server.url('/slow'), {
    download: { ca: server.ca },
    temporaryFolder: path('spool'),
    onProgress: () => aborter.abort(new Error('stopped by the test')),
  });
  await expect(source.identify(aborter.signal)).rejects.toThrow('stopped by the test');
  expect(await readdir(path('spool'))).toEqual([]);
});

it('T03 an address whose server changes the protocol: fails at once, instead of waiting', async () => {
  const summary = /ended the connection without an answer\. Check the address\.$/;
  await expectFailure(server.url('/protocol'), { code: 'DOWNLOAD_FAILED', summary });
});
