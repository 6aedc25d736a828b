import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundlePackage } from './bundle-package.js';

describe('bundlePackage', () => {
  let folder: string;
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const manifest = (name: string) =>
    JSON.stringify({
      name,
      type: 'module',
      exports: {
        '.': { '@wdh/source': './src/index.ts', default: './dist/index.js' },
        './testing': { default: './dist/testing/index.js' },
        './package.json': './package.json',
      },
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wdh-bundle-'));
    write({
      'package.json': manifest('@wdh/runs'),
      'dist/index.js': `export { Fault } from './faults/fault.js';
        export { load } from './load.js';
        export const place = new URL('../migrations', import.meta.url).href;`,
      'dist/load.js': `export const load = async () => (await import('./later/work.js')).work();`,
      'dist/later/work.js': `import { Fault } from '../faults/fault.js';
        export const work = () => { throw new Fault("new URL('x', import.meta.url)"); };`,
      'dist/faults/fault.js': `export class Fault extends Error {}`,
      'dist/testing/index.js': `export { Fault } from '../faults/fault.js';`,
      'dist/index.d.ts': '',
      'dist/faults/fault.d.ts': '',
    });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps the entry points, their classes, their places and what is imported later', async () => {
    expect(await bundlePackage(folder)).toBe(true);
    const main = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as {
      Fault: unknown;
      place: string;
      load: () => Promise<never>;
    };
    const testing = (await import(pathToFileURL(join(folder, 'dist/testing/index.js')).href)) as {
      Fault: unknown;
    };
    expect(testing.Fault).toBe(main.Fault);
    expect(main.place).toBe(pathToFileURL(join(folder, 'migrations')).href);
    await expect(main.load()).rejects.toBeInstanceOf(main.Fault);
  });

  it('leaves no module of its own, keeps the declarations, and maps to the modules', async () => {
    await bundlePackage(folder);
    const files = readdirSync(join(folder, 'dist'), { recursive: true }) as string[];
    expect(files).not.toContain('load.js');
    expect(files).not.toContain('faults/fault.js');
    expect(files).toContain('faults/fault.d.ts');
    const later = files.find((path) => /^part-work-.*\.js$/.test(path));
    const map = readFileSync(join(folder, 'dist', `${later ?? ''}.map`), 'utf8');
    expect((JSON.parse(map) as { sources: unknown }).sources).toEqual(['../dist/later/work.js']);
  });

  it('refuses a module in a folder that finds files beside itself', async () => {
    write({ 'dist/later/files.js': `export const at = import.meta.url;` });
    await expect(bundlePackage(folder)).rejects.toThrow('dist/later/files.js uses import.meta.url');
  });

  it('leaves other packages as they are', async () => {
    write({ 'package.json': manifest('@wdh/queue') });
    expect(await bundlePackage(folder)).toBe(false);
    expect(readdirSync(join(folder, 'dist'))).toContain('load.js');
  });
});
