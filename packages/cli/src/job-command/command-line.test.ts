import type { Job } from '@wdh/job';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseCommandLine as parse } from './command-line.js';

const job: Job = {
  name: 'people',
  version: '1',
  description: 'Load people.',
  params: null,
  migrations: [],
  example: null,
  mode: 'upsert',
  onBadRow: 'collect',
  errorThreshold: 0.1,
  plan: () => {
    throw new Error('A command line is read without a plan.');
  },
};

const parseCommandLine = (args: readonly string[]) => parse(job, args);

describe('parseCommandLine', () => {
  it('merges, collects and allows one bad row in ten by default', () => {
    expect(parseCommandLine([])).toEqual({
      request: {
        mode: 'upsert',
        onBadRow: 'collect',
        errorThreshold: 0.1,
        dryRun: false,
        force: false,
      },
      isQuiet: false,
    });
  });

  it('reads every option', () => {
    const args =
      '--input a.csv --mode replace --on-error stop --error-threshold 0 --dry-run --force --quiet --encoding gb18030 --summary-file s --rejects-file r';
    expect(parseCommandLine(args.split(' '))).toEqual({
      request: {
        input: 'a.csv',
        mode: 'replace',
        onBadRow: 'stop',
        errorThreshold: 0,
        dryRun: true,
        force: true,
        encoding: 'gb18030',
      },
      isQuiet: true,
      summaryFile: 's',
      rejectsFile: 'r',
    });
  });

  it('fits parameters to the schema of the job, and refuses those that it does not have', () => {
    const withMarket = { ...job, params: v.object({ market: v.string() }) };
    expect(parse(withMarket, ['--param', 'market=5'])).toMatchObject({
      request: { params: { market: '5' } },
    });
    expect(() => parse(withMarket, ['--param', 'markt=5'])).toThrow(
      /Job people has no parameter markt \(did you mean market\?\)/,
    );
  });

  it('answers --help with options, examples and exit codes', () => {
    const answer = parseCommandLine(['--help']);
    expect(answer).toHaveProperty('help');
    for (const word of ['--input', '--rejects-file', 'Examples:', 'Exit codes:', 'DATABASE_URL']) {
      expect('help' in answer && answer.help).toContain(word);
    }
  });

  it.each([
    [['--inptu', 'a.csv'], /unknown option '--inptu' \(Did you mean --input\?\)/],
    [['--mode', 'merge'], /Allowed choices are append, upsert, insert_new, replace/],
    [['--on-error', 'skip'], /Allowed choices are stop, collect/],
    [['--error-threshold', 'ten'], /Expected a share from 0 to 1/],
    [['--error-threshold', '1.1'], /Expected a share from 0 to 1/],
    [['--error-threshold', ''], /Expected a share from 0 to 1/],
    [['--encoding', 'ebcdic'], /Allowed choices are utf-8/],
    [['--input'], /argument missing/],
    [['--mode', 'append', '--mode', 'upsert'], /'--mode <mode>' was given twice/],
    [['--param', 'day=1'], /unknown option '--param'/],
    [['--input', ''], /Expected the path of a file/],
    [['--input', '-'], /neither - nor a URL is supported/],
    [['--input', 's3://bucket/in.csv'], /neither - nor a URL is supported/],
    [['--summary-file', '-'], /neither - nor a URL is supported/],
    [['--rejects-file', 'https://h/r.csv'], /neither - nor a URL is supported/],
    [['strikes.csv'], /too many arguments/],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
    expect(() => parseCommandLine(args)).toThrow(
      expect.objectContaining({ code: 'USAGE', category: 'usage' }) as Error,
    );
  });
});
