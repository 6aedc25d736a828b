import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { csvSource, csvSink } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const strikes = fileURLToPath(
  new URL('../../../../apps/sample-job/data/wildlife-strikes.csv', import.meta.url),
);

describe('csvSource for a file', () => {
  it('reads 10,000 records of a real export', async () => {
    const columns = ['Airport Name', 'Flight Date', 'Cost Total $'] as const;
    await expect(readSource(csvSource(strikes, { columns }))).rejects.toMatchObject({
      code: 'CSV_HEADER_INVALID',
    });
    const { rows, lineNumbers, rejected } = await readSource(csvSource(strikes));
    expect(rows).toHaveLength(10_000);
    expect(lineNumbers.at(-1)).toBe(10_001);
    expect(rejected).toEqual([]);
    expect(rows[0]).toMatchObject({
      'Airport Name': 'BARKSDALE AIR FORCE BASE ARPT',
      'Flight Date': '1990-01-08',
    });
  });

  it('identifies a file by name, size and SHA-256', async () => {
    const content = await readFile(strikes);
    expect(await csvSource(strikes).identify()).toEqual({
      name: strikes,
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      optionsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('reads the same rows again, also after identifying', async () => {
    const source = csvSource(strikes);
    const first = await readSource(source);
    await source.identify();
    expect(await readSource(source)).toEqual(first);
  });

  it('reads only as far as rows are requested, and may be stopped early', async () => {
    await writeFile(path('big.csv'), `a\n${'1\n'.repeat(1_000_000)}`);
    const source = csvSource(path('big.csv'), { batchSize: 10 });
    for await (const { rows } of source.read()) {
      expect(rows).toHaveLength(10);
      break;
    }
    expect((await readSource(source)).rows).toHaveLength(1_000_000);
  });

  it('ends a batch early where the texts are long', async () => {
    await writeFile(path('long.csv'), `a\n${`${'x'.repeat(20_000)}\n`.repeat(200)}`);
    const sizes: number[] = [];
    for await (const { rows } of csvSource(path('long.csv')).read()) sizes.push(rows.length);
    expect(Math.max(...sizes)).toBeLessThan(60);
    expect(sizes.length).toBeLessThan(10);
  });

  it('stops with the reason of the signal, before and during reading', async () => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    await expect(csvSource(strikes).identify(aborted)).rejects.toBe(reason);
    await expect(readSource(csvSource(strikes), aborted)).rejects.toBe(reason);

    const controller = new AbortController();
    const batches = csvSource(strikes, { batchSize: 10 }).read(controller.signal);
    await expect(
      (async () => {
        for await (const { rows } of batches) {
          expect(rows).toHaveLength(10);
          controller.abort(reason);
        }
      })(),
    ).rejects.toBe(reason);
  });

  it('reads records longer than a piece of the file', async () => {
    const long = `x\n${'ü"'.repeat(150_000)}`;
    await writeFile(path('long.csv'), `a,b\n1,"${long.replaceAll('"', '""')}"\n2,y\n`);
    const { rows, lineNumbers } = await readSource(csvSource(path('long.csv')));
    expect(rows).toEqual([
      { a: '1', b: long },
      { a: '2', b: 'y' },
    ]);
    expect(lineNumbers).toEqual([2, 4]);
  });

  it('reads through a symbolic link', async () => {
    await writeFile(path('real.csv'), 'a\n1\n');
    await symlink(path('real.csv'), path('link.csv'));
    expect((await readSource(csvSource(path('link.csv')))).rows).toEqual([{ a: '1' }]);
  });

  it('loses one record to a quote that is never closed, whatever follows', async () => {
    const lines = 400_000;
    await writeFile(path('open.csv'), `a,b\n0,"open\n${'1,some text\n'.repeat(lines)}`);
    const { rows, lineNumbers, rejected } = await readSource(csvSource(path('open.csv')));
    expect(rejected).toMatchObject([{ code: 'QUOTE_NOT_CLOSED', lineNumber: 2, input: '0,"open' }]);
    expect(rows).toHaveLength(lines);
    expect(lineNumbers.at(-1)).toBe(lines + 2);
  });

  it('leaves no file open, whether it is read completely, stopped early or refused', async () => {
    await writeFile(path('in.csv'), `a\n${'1\n'.repeat(500_000)}`);
    await writeFile(path('bad.csv'), `a,a\n${'1,1\n'.repeat(500_000)}`);
    const openFiles = () => readdirSync('/proc/self/fd').length;
    const before = openFiles();
    for (let round = 0; round < 20; round += 1) {
      for await (const batch of csvSource(path('in.csv')).read()) {
        if (batch.rows.length > 0) break;
      }
      await expect(readSource(csvSource(path('bad.csv')))).rejects.toThrow('CSV_HEADER_INVALID');
      await expect(csvSource(path('')).identify()).rejects.toThrow('NOT_A_FILE');
    }
    await readSource(csvSource(path('in.csv')));
    expect(openFiles()).toBeLessThanOrEqual(before);
  });

  it('writes the malformed records of a file to another', async () => {
    await writeFile(path('in.csv'), 'a,b\n1,2\n3\n4,"x" y\n');
    const { rejected } = await readSource(csvSource(path('in.csv'), { columns: ['a', 'b'] }));
    const rejects = rejected.map(({ lineNumber, code, input }) => ({
      line: lineNumber,
      code,
      record: String(input),
    }));
    await csvSink(path('rejects.csv'), {
      headers: ['line', 'code', 'record'],
      neverOverwrite: [path('in.csv')],
    }).write(rejects);
    expect((await readSource(csvSource(path('rejects.csv')))).rows).toEqual([
      { line: '3', code: 'TOO_FEW_FIELDS', record: '3' },
      { line: '4', code: 'TEXT_AFTER_QUOTE', record: '4,"x" y' },
    ]);
  });
});
