import { describe, expect, it } from 'vitest';
import { importIfInstalled, importNeeded } from './import-optional.js';

/** By Node itself, as a program does. */
const load = (name: string) => (): Promise<unknown> => import(/* @vite-ignore */ name);

describe('a package that only some commands need', () => {
  it('is imported where it is installed', async () => {
    expect(await importNeeded('commander', 'wdh worker', load('commander'))).toHaveProperty(
      'Command',
    );
  });

  it('is named with the command that installs it where it is not', async () => {
    const importing = importNeeded('wdh-absent', 'wdh worker', load('wdh-absent'));
    await expect(importing).rejects.toMatchObject({
      code: 'PACKAGE_MISSING',
      category: 'usage',
      message: expect.stringContaining('npm install wdh-absent') as unknown,
    });
    expect(await importIfInstalled('wdh-absent', load('wdh-absent'))).toBeNull();
  });

  it('does not count as absent if it fails, or lacks a package of its own', async () => {
    const fails = () => Promise.reject(new TypeError('It is broken.'));
    await expect(importIfInstalled('wdh-broken', fails)).rejects.toThrow('It is broken.');
    const lacks = load('wdh-absent');
    await expect(importIfInstalled('wdh-broken', lacks)).rejects.toThrow('wdh-absent');
  });
});
