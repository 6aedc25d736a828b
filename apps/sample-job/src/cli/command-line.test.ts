import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.js';

describe('parseCommandLine', () => {
  it('merges, collects and allows one bad row in ten by default', () => {
    expect(parseCommandLine([])).toEqual({
      mode: 'upsert',
      onError: 'collect',
      errorThreshold: 0.1,
      dryRun: false,
      force: false,
      quiet: false,
    });
  });

  it('reads every option', () => {
    const args =
      '--input a.csv --mode replace --on-error stop --error-threshold 0 --dry-run --force --quiet --encoding gb18030 --summary-file s --rejects-file r';
    expect(parseCommandLine(args.split(' '))).toEqual({
      input: 'a.csv',
      mode: 'replace',
      onError: 'stop',
      errorThreshold: 0,
      dryRun: true,
      force: true,
      quiet: true,
      encoding: 'gb18030',
      summaryFile: 's',
      rejectsFile: 'r',
    });
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
