import { mkdir, readdir, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  csvSource,
  csvSources,
  detectDialect,
  type DownloadOptions,
  jsonLinesSource,
  sharedInput,
} from '../../src/index.js';
import { fileServer } from '../support/file-server.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();
const text = 'a,b\n1,x\n2,y\n';
const rows = [
  { a: '1', b: 'x' },
  { a: '2', b: 'y' },
];

const send =
  (bytes: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(200, headers).end(bytes);
  };
const redirect =
  (status: number, to: () => string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { location: to() }).end();
  };
let failures = 0;

const other = fileServer('http', {
  '/a.csv': (request, response) => {
    response.end(`a,b\n${request.headers.authorization ?? 'none'},x\n`);
  },
  '/up': redirect(302, () => server.url('/a.csv')),
});
const server = fileServer('https', {
  '/a.csv': send(text, { 'content-length': String(text.length) }),
  '/chunked.csv': (_request, response) => {
    for (const character of text) response.write(character);
    response.end();
  },
  '/a.csv.gz': send(gzipSync(text)),
  '/gzip': send(gzipSync(text), { 'content-encoding': 'gzip' }),
  '/deflate': send(deflateSync(text), { 'content-encoding': 'deflate' }),
  '/br': send(brotliCompressSync(text), { 'content-encoding': 'br' }),
  '/called-html': send(text, { 'content-type': 'text/html; charset=utf-8' }),
  '/a.jsonl': send('{"a":1}\n'),
  '/one.zip': send(zipArchive([{ name: 'b.csv', text }])),
  '/two.zip': send(
    zipArchive([
      { name: 'b c.csv', text },
      { name: 'd.csv', text: 'd\n' },
    ]),
  ),
  '/empty.csv': send(''),
  '/secret.csv': (request, response) => {
    const isAllowed = request.headers.authorization === 'Bearer s3cret';
    response.writeHead(isAllowed ? 200 : 401).end(isAllowed ? text : '');
  },
  '/moved': redirect(301, () => 'twice'),
  '/twice': redirect(307, () => server.url('/a.csv?part=2')),
  '/away': redirect(302, () => away.url('/a.csv')),
  '/fails-twice': (_request, response) => {
    failures += 1;
    if (failures === 1) response.writeHead(503).end('busy');
    else if (failures === 2) {
      response.writeHead(200, { 'content-length': text.length });
      response.write(text.slice(0, 7), () => response.destroy());
    } else response.end(text);
  },
});
const away = fileServer('https', {
  '/a.csv': (request, response) => {
    response.end(`a,b\n${request.headers.authorization ?? 'none'},x\n`);
  },
});

const download = (more: DownloadOptions = {}): { readonly download: DownloadOptions } => ({
  download: { ca: server.ca, backoffMs: 1, ...more },
});
const readUrl = (address: string, more?: DownloadOptions) =>
  readSource(csvSource(address, download(more)));

describe('a file on a server', () => {
  it('is identified by its bytes, is downloaded once, and can be read again', async () => {
    await writeFile(path('in.csv'), text);
    await mkdir(path('spool'));
    const file = await csvSource(path('in.csv')).identify();
    server.requests.length = 0;
    const address = server.url('/a.csv?token=s3cret');
    const source = csvSource(address, { ...download(), temporaryFolder: path('spool') });
    expect(await source.identify()).toEqual({ ...file, name: server.url('/a.csv') });
    expect((await readSource(source)).rows).toEqual(rows);
    expect((await readSource(source)).rows).toEqual(rows);
    expect(server.requests).toEqual(['/a.csv?token=s3cret']);
    expect(await readdir(path('spool'))).toEqual([]);
    await source.close?.();
    expect((await readSource(source)).rows).toEqual(rows);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    '/chunked.csv',
    '/chunked.csv#',
    '/a.csv.gz',
    '/gzip',
    '/deflate',
    '/br',
    '/called-html',
    '/one.zip',
  ])('is read, as %s', async (file) => {
    expect((await readUrl(server.url(file))).rows).toEqual(rows);
  });

  it('may be a member of an archive, named as text or percent-encoded', async () => {
    for (const name of ['b c.csv', 'b%20c.csv']) {
      const source = csvSource(`${server.url('/two.zip?token=s3cret')}#${name}`, download());
      expect(await source.identify()).toMatchObject({ name: `${server.url('/two.zip')}#b c.csv` });
      expect((await readSource(source)).rows).toEqual(rows);
    }
  });

  it('is read by each reader, and once by those that share it', async () => {
    expect((await readSource(jsonLinesSource(server.url('/a.jsonl'), download()))).rows).toEqual([
      { a: 1 },
    ]);
    const [source] = await csvSources(server.url('/a.csv'), download());
    expect(source && (await readSource(source)).rows).toEqual(rows);
    expect(await detectDialect(server.url('/a.csv'), download())).toMatchObject({ fieldCount: 2 });
    server.requests.length = 0;
    const input = sharedInput(server.url('/a.csv'), download());
    expect(await detectDialect(input)).toMatchObject({ fieldCount: 2 });
    expect((await readSource(csvSource(input))).rows).toEqual(rows);
    expect(server.requests).toHaveLength(1);
    await input.close();
  });

  it('reports the progress of the download, with the size that the server declares', async () => {
    const seen: unknown[] = [];
    const onProgress = (progress: unknown): void => void seen.push(progress);
    await csvSource(server.url('/a.csv'), { ...download(), onProgress }).identify();
    const sizeBytes = text.length;
    expect(seen.at(-1)).toEqual({ phase: 'identify', bytesRead: sizeBytes, totalBytes: sizeBytes });
  });

  it('is downloaded from its beginning again where the server or the network fails', async () => {
    failures = 0;
    expect((await readUrl(server.url('/fails-twice'))).rows).toEqual(rows);
    expect(failures).toBe(3);
  });

  it('is found where redirects lead, and keeps the name of its address', async () => {
    const source = csvSource(server.url('/moved'), download());
    expect(await source.identify()).toMatchObject({ name: server.url('/moved') });
    expect((await readSource(source)).rows).toEqual(rows);
  });

  it('receives the headers of the caller; another host does not, after a redirect', async () => {
    const headers = { Authorization: 'Bearer s3cret' };
    expect((await readUrl(server.url('/secret.csv'), { headers })).rows).toEqual(rows);
    const { rows: elsewhere } = await readUrl(server.url('/away'), { headers });
    expect(elsewhere).toEqual([{ a: 'none', b: 'x' }]);
  });

  it('may be on this machine without encryption, also where it leads to an encrypted one', async () => {
    expect((await readUrl(other.url('/a.csv'))).rows).toEqual([{ a: 'none', b: 'x' }]);
    expect((await readUrl(other.url('/up'))).rows).toEqual(rows);
  });
});
