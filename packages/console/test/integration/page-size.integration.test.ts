import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = 'dist/page';
const limitBytes = 80_000;
/** Addresses that no one asks for: names of vocabularies, and one in a message of the router. */
const known = [
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/xhtml',
  'http://www.w3.org/1998/Math/MathML',
  'https://github.com/preactjs/preact-iso#locationprovider',
];
const address = /(?:https?|wss?):\/\/[\w./#-]*|["'`(]\/\/[\w.-]+|["'`(]data:|@import/g;

describe('the files of the page', () => {
  it('have less than 80 kB of JavaScript in all, compressed', async () => {
    const scripts = await filesOf(/\.js$/);
    const sizes = scripts.map(({ content }) => gzipSync(content, { level: 9 }).length);
    expect(scripts.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limitBytes);
  });

  it('name no other host', async () => {
    const files = await filesOf(/\.(?:js|css|html|svg)$/);
    const found = files.flatMap(({ name, content }) =>
      [...content.toString().matchAll(address)].map(([text]) => ({ name, text })),
    );
    expect(found.filter(({ text }) => !known.includes(text))).toEqual([]);
  });

  it('hold no style or script in the document', async () => {
    const [document] = await filesOf(/\.html$/);
    expect(document?.content.toString()).not.toMatch(
      /<style|\bstyle=|\bon\w+=|<script(?![^>]*\bsrc=)/,
    );
  });
});

async function filesOf(pattern: RegExp) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && pattern.test(entry.name));
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({
      name,
      content: await readFile(join(parentPath, name)),
    })),
  );
}
