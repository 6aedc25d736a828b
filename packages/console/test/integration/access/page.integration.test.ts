import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../support/code-of.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole({ basePath: '/wdh' });

const ask = (path: string, init: RequestInit = {}) =>
  used.console.fetch(new Request(`http://localhost:3000${path}`, init));

const html = { accept: 'text/html,*/*' };

describe('the files of the page', () => {
  it('need no login, and hold no data', async () => {
    for (const path of ['/wdh', '/wdh/', '/wdh/runs', '/wdh/runs/1/rejects', '/wdh/login']) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([
        path,
        200,
        'no-cache',
      ]);
      expect(await answer.text()).toContain('<base href="/wdh/" />');
    }
  });

  it('are kept by caches where their names change with their content', async () => {
    const page = await (await ask('/wdh/')).text();
    const script = /src="\.\/(assets\/[\w-]+\.js)"/u.exec(page)?.[1] ?? '';
    const answer = await ask(`/wdh/${script}`);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const plain = Buffer.from(await answer.arrayBuffer());
    const zipped = await ask(`/wdh/${script}`, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const bytes = Buffer.from(await zipped.arrayBuffer());
    expect(bytes.byteLength).toBeLessThan(plain.byteLength);
    expect(gunzipSync(bytes).equals(plain)).toBe(true);
    const head = await ask(`/wdh/${script}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(plain.byteLength),
      '',
    ]);
  });

  it('show a reader that an address is none, and nothing else', async () => {
    const forReader = await ask('/wdh/nothing', { headers: html });
    expect([forReader.status, forReader.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    for (const path of ['/wdh/nothing', '/wdh/assets/old.js', '/wdh/Runs', '/wdhx/runs', '/runs']) {
      expect(await codeOf(await ask(path))).toEqual([404, 'NOT_FOUND']);
    }
  });

  it('are only read', async () => {
    const answer = await ask('/wdh/runs', { method: 'DELETE' });
    expect(await codeOf(answer)).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it('let the API of another path alone', async () => {
    expect((await used.ask('/api/session')).status).toBe(200);
    expect(await codeOf(await ask('/api/session'))).toEqual([404, 'NOT_FOUND']);
    expect((await ask('/wdh/health')).status).toBe(200);
    expect(await (await ask('/wdh/health')).json()).toEqual({ ok: true });
  });
});
