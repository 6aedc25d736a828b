import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportIssue } from './report-issue.js';

interface KnownIssue {
  readonly number: number;
  readonly title: string;
  readonly pull_request?: object;
}

const issue = { title: 'Chaos tests fail: N02', body: 'what failed' };

describe('reportIssue', () => {
  let server: Server;
  let apiUrl: string;
  let open: KnownIssue[];
  let posted: { readonly path: string; readonly content: unknown }[];
  let isRefusing: boolean;

  /** A fake of the endpoints of GitHub that are used here. */
  beforeEach(async () => {
    open = [];
    posted = [];
    isRefusing = false;
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
        const answer = (code: number, content: unknown): void => {
          response.writeHead(code, { 'content-type': 'application/json' });
          response.end(JSON.stringify(content));
        };
        if (isRefusing || request.headers.authorization !== 'Bearer secret') {
          answer(403, { message: 'Resource not accessible by integration' });
        } else if (request.method === 'POST') {
          posted.push({ path: pathname, content: JSON.parse(body) });
          answer(201, { html_url: `https://github.test${pathname}` });
        } else {
          const size = Number(searchParams.get('per_page'));
          const start = (Number(searchParams.get('page')) - 1) * size;
          const isOpen = searchParams.get('state') === 'open';
          answer(200, isOpen ? open.slice(start, start + size) : []);
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.close();
  });

  const report = (token = 'secret') => reportIssue({ apiUrl, repository: 'o/r', token }, issue);

  it('opens an issue if none with its title is open', async () => {
    open = [
      { number: 1, title: 'Chaos tests fail: N02, N03' },
      { number: 2, title: issue.title, pull_request: {} },
    ];
    await expect(report()).resolves.toBe('https://github.test/repos/o/r/issues');
    expect(posted).toEqual([{ path: '/repos/o/r/issues', content: issue }]);
  });

  it('comments on the issue with its title among any number of open ones', async () => {
    const others = Array.from({ length: 100 }, (_, number) => ({ number, title: 'other' }));
    open = [...others, { number: 123, title: issue.title }];
    await report();
    expect(posted).toEqual([
      { path: '/repos/o/r/issues/123/comments', content: { body: issue.body } },
    ]);
  });

  it('fails with the message of GitHub if a request is refused', async () => {
    isRefusing = true;
    await expect(report()).rejects.toThrow(
      'GitHub answered 403: {"message":"Resource not accessible',
    );
    await expect(report('other')).rejects.toThrow('403');
    expect(posted).toEqual([]);
  });
});
