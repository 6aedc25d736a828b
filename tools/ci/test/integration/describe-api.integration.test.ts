// @module-tag full
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeApi } from '../../api/describe-api.js';

describe('describeApi', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-describe-api-')));
    writeFileSync(join(folder, 'package.json'), '{"name":"trial","type":"module"}');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const describing = (declarations: string): string => {
    const types = join(folder, 'index.d.ts');
    writeFileSync(types, `${declarations}\n`);
    return describeApi({ folder, types });
  };

  it('is the same for the same API', () => {
    const surface = 'export declare const limit: number;';
    expect(describing(surface)).toBe(describing(`// a comment\n${surface}`));
  });

  it.each([
    ['a parameter that is now required', 'export declare function load(a: string): void;'],
    ['a removed export', 'export {};'],
    ['a property of another type', 'export declare function load(a?: number): void;'],
  ])('shows %s', (_, changed) => {
    const before = describing('export declare function load(a?: string): void;');
    expect(describing(changed)).not.toBe(before);
  });
});
