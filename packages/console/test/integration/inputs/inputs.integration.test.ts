import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkUnmoved } from '../../../src/inputs/check-unmoved.js';
import { launchProject } from '../../support/launch/launch-jobs.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const place = mkdtempSync(join(tmpdir(), 'wdh-inputs-'));
const [data, inbox] = [join(place, 'data'), join(place, 'inbox')];
mkdirSync(join(data, '2026', '01'), { recursive: true });
mkdirSync(inbox);
mkdirSync(join(place, 'data-of-others'));
writeFileSync(join(place, 'secret.csv'), 'id,name\n1,canary\n');
writeFileSync(join(place, 'data-of-others', 'a.csv'), 'id,name\n1,canary\n');
for (const name of ['b.csv', 'a.csv', '.hidden.csv', 'Ä.csv', 'a#b.csv', 'line\nbreak.csv']) {
  writeFileSync(join(data, name), 'id,name\n1,Ann\n');
}
writeFileSync(join(data, '2026', '01', 'c.csv'), 'id,name\n');
symlinkSync(join(place, 'secret.csv'), join(data, 'link.csv'));
symlinkSync(join(data, 'a.csv'), join(data, 'own-link.csv'));
symlinkSync(place, join(data, 'up'));

const inputs = [
  { folder: data, name: 'data', uploads: false },
  { folder: inbox, name: 'inbox', uploads: true },
  { folder: join(place, 'absent'), name: 'archive', uploads: false },
];
const project = { ...launchProject, inputs };
const used = useConsole({ project, uploadLimitBytes: 1_000_000 });

const list = async (query: string) => {
  const answer = await used.ask(`/api/inputs?${query}`);
  return {
    status: answer.status,
    body: (await answer.json()) as { items: { name: string }[]; next: string | null },
  };
};
const namesOf = async (query: string) => (await list(query)).body.items.map(({ name }) => name);

describe('the list of inputs', () => {
  it('names the folders, and never their paths', async () => {
    const answer = await (await used.ask('/api/inputs')).text();
    expect(JSON.parse(answer)).toEqual({
      folders: [
        { id: 0, name: 'data', allowsUploads: false },
        { id: 1, name: 'inbox', allowsUploads: true },
        { id: 2, name: 'archive', allowsUploads: false },
      ],
    });
    expect(answer).not.toContain(place);
  });

  it('lists files and folders by name, without hidden ones and links that leave the folder', async () => {
    expect(await namesOf('folder=0')).toEqual([
      '2026',
      'a#b.csv',
      'a.csv',
      'b.csv',
      'own-link.csv',
      'Ä.csv',
    ]);
    expect(await namesOf('folder=0&below=2026/01')).toEqual(['c.csv']);
    expect(await namesOf('folder=0&text=B.CSV')).toEqual(['a#b.csv', 'b.csv']);
  });

  it('returns each of many files once, a page at a time', async () => {
    const many = join(data, 'many');
    mkdirSync(many);
    for (let at = 0; at < 250; at += 1) writeFileSync(join(many, `f${at}.csv`), '');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await list(`folder=0&below=many&limit=60${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ name }) => name));
      cursor = body.next;
      // What is added behind does not move the pages.
      writeFileSync(join(many, 'e.csv'), '');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((name) => name.startsWith('f'))).toHaveLength(250);
    rmSync(many, { recursive: true });
  });

  it('says that a folder of the project does not exist', async () => {
    const missing = await list('folder=2');
    expect(missing).toMatchObject({
      status: 404,
      body: { error: { code: 'INPUT_FOLDER_MISSING' } },
    });
    expect(JSON.stringify(missing.body)).not.toContain(place);
  });

  it('needs the role operator', async () => {
    expect((await used.ask('/api/inputs?folder=0', { as: 'viewer' })).status).toBe(403);
  });
});

describe('an input that is chosen', () => {
  const outside: readonly (readonly [string, string])[] = [
    ['a way up', '../secret.csv'],
    ['a way up in the middle', '2026/../../secret.csv'],
    ['a way up of Windows', '..\\secret.csv'],
    ['a folder whose name begins alike', '../data-of-others/a.csv'],
    ['an absolute path', join(place, 'secret.csv')],
    ['a drive', 'C:/Windows/win.ini'],
    ['a drive without a separator', 'c:a.csv'],
    ['a NUL', 'a.csv\0.png'],
    ['a dot', '.'],
    ['a dot before a file', './a.csv'],
    ['an empty part', '2026//01/c.csv'],
    ['a slash at the end', 'a.csv/'],
    ['a hidden file', '.hidden.csv'],
    ['a link to a file elsewhere', 'link.csv'],
    ['a link to a folder elsewhere', 'up/secret.csv'],
    ['a link to a folder that begins alike', 'up/data-of-others/a.csv'],
    ['a member of a link', 'link.csv#a.csv'],
    ['an address', 'https://example.org/a.csv'],
    ['the standard input', '-'],
    ['a long path', 'x'.repeat(2_000)],
    ['a file that does not exist', 'absent.csv'],
  ];
  const notFiles = [
    ['no path', ''],
    ['a folder', '2026'],
  ] as const;

  it.each([...outside, ...notFiles])('is refused for %s', async (_what, path) => {
    const body = { executionId: crypto.randomUUID(), request: {}, input: { folder: 0, path } };
    const answer = await used.ask('/api/jobs/people/runs', { method: 'POST', body });
    expect([400, 404]).toContain(answer.status);
    const text = await answer.text();
    expect(text).toMatch(/INPUT_INVALID|INPUT_NOT_FOUND/);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(place);
  });

  it.each(outside)('is refused for %s as a folder of a list', async (_what, path) => {
    const answer = await used.ask(`/api/inputs?folder=0&below=${encodeURIComponent(path)}`);
    expect([400, 404]).toContain(answer.status);
  });

  it('is checked again before it is opened: a link that replaced it is not followed', async () => {
    const path = join(data, 'later.csv');
    writeFileSync(path, 'id,name\n');
    await expect(checkUnmoved(inputs, path)).resolves.toBeUndefined();
    renameSync(path, `${path}.old`);
    symlinkSync(join(place, 'secret.csv'), path);
    await expect(checkUnmoved(inputs, path)).rejects.toMatchObject({ code: 'INPUT_MOVED' });
    await expect(checkUnmoved(inputs, join(place, 'secret.csv'))).resolves.toBeUndefined();
    rmSync(path);
    rmSync(`${path}.old`);
  });
});

const put = async (name: string, body: BodyInit | null, headers: Record<string, string> = {}) => {
  const answer = await used.console.fetch(
    new Request(`http://127.0.0.1:3000/api/inputs/1/${encodeURIComponent(name)}`, {
      ...{ method: 'PUT', body, duplex: 'half' },
      headers: {
        authorization: `Bearer ${tokenOf('operator')}`,
        'content-type': 'application/octet-stream',
        ...headers,
      },
    }),
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('an upload', () => {
  it('appears under its name when it is complete, and can be launched', async () => {
    const { status, body } = await put('Übersicht 2026.csv', 'id,name\n1,Ann\n');
    expect([status, body]).toEqual([200, { folder: 1, path: 'Übersicht 2026.csv', sizeBytes: 14 }]);
    expect(readFileSync(join(inbox, 'Übersicht 2026.csv'), 'utf8')).toBe('id,name\n1,Ann\n');
    expect(await namesOf('folder=1')).toEqual(['Übersicht 2026.csv']);
  });

  it('replaces nothing, also not of another upload at the same time', async () => {
    const both = await Promise.all(['one', 'two'].map((text) => put('same.csv', text)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [kept] = both.flatMap(({ status }, at) => (status === 200 ? [['one', 'two'][at]] : []));
    expect(readFileSync(join(inbox, 'same.csv'), 'utf8')).toBe(kept);
    symlinkSync(join(place, 'secret.csv'), join(inbox, 'linked.csv'));
    expect((await put('linked.csv', 'x')).status).toBe(409);
    expect(readFileSync(join(place, 'secret.csv'), 'utf8')).toContain('canary');
    rmSync(join(inbox, 'linked.csv'));
  });

  it('is refused before its bytes are read, if its name is taken', async () => {
    writeFileSync(join(inbox, 'taken.csv'), '');
    let pulls = 0;
    const pull = () => {
      pulls += 1;
    };
    const { status } = await put('taken.csv', new ReadableStream({ pull }, { highWaterMark: 0 }));
    expect([status, pulls]).toEqual([409, 0]);
    rmSync(join(inbox, 'taken.csv'));
  });

  it.each([
    ['a way up', '../a.csv'],
    ['a folder', 'a/b.csv'],
    ['a folder of Windows', 'a\\b.csv'],
    ['a NUL', 'a\0.csv'],
  ])('with %s in its name reaches no file', async (_what, name) => {
    const before = readdirSync(inbox);
    expect([400, 404]).toContain((await put(name, 'x')).status);
    expect(readdirSync(inbox)).toEqual(before);
    expect(readdirSync(place)).not.toContain('a.csv');
  });

  it.each([
    ['a dot at the beginning', '.htaccess'],
    ['a dot at the end', 'a.csv.'],
    ['a space at the end', 'a.csv '],
    ['a space at the beginning', ' a.csv'],
    ['a device of Windows', 'CON.csv'],
    ['a device of Windows alone', 'nul'],
    ['a colon', 'a:b.csv'],
    ['a mark that turns the text', 'a\u202evsc.exe'],
    ['the ending of an unfinished file', 'a.csv.part'],
    ['the ending of a marker', 'a.done'],
    ['the ending of a copy', 'a~'],
    ['the mark of a member', 'a#b.csv'],
    ['a star', 'a*.csv'],
    ['a letter in parts', 'e\u0301.csv'],
    ['too many letters', 'x'.repeat(201)],
  ])('with %s in its name is refused', async (_what, name) => {
    const before = readdirSync(inbox);
    const { status, body } = await put(name, 'x');
    expect([status, body['error']]).toMatchObject([400, { code: 'UPLOAD_NAME_INVALID' }]);
    expect(readdirSync(inbox)).toEqual(before);
  });

  it('to a folder without uploads, and by a viewer, is refused', async () => {
    const answer = await used.console.fetch(
      new Request('http://127.0.0.1:3000/api/inputs/0/a.csv', {
        ...{ method: 'PUT', body: 'x' },
        headers: {
          authorization: `Bearer ${tokenOf('operator')}`,
          'content-type': 'application/octet-stream',
        },
      }),
    );
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'UPLOADS_NOT_ALLOWED' } });
    const authorization = `Bearer ${tokenOf('viewer')}`;
    expect((await put('viewer.csv', 'x', { authorization })).status).toBe(403);
    expect(readFileSync(join(data, 'a.csv'), 'utf8')).toContain('Ann');
  });

  it('that is too large, ends early or is shorter than it says leaves nothing', async () => {
    const before = readdirSync(inbox);
    const large = await put('large.csv', 'x'.repeat(1_000_001));
    expect([large.status, large.body['error']]).toMatchObject([413, { code: 'UPLOAD_TOO_LARGE' }]);
    const declared = await put('large.csv', 'x', { 'content-length': '2000000' });
    expect(declared.status).toBe(413);
    const short = await put('short.csv', 'x', { 'content-length': '20' });
    expect([short.status, short.body['error']]).toMatchObject([400, { code: 'UPLOAD_INCOMPLETE' }]);
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(10_000));
        controller.error(new DOMException('the client left', 'AbortError'));
      },
    });
    const aborted = await put('broken.csv', broken);
    expect([aborted.status, aborted.body['error']]).toMatchObject([
      400,
      { code: 'UPLOAD_INCOMPLETE' },
    ]);
    expect(readdirSync(inbox)).toEqual(before);
  });
});
