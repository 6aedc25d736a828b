import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CapturedStream } from '../../test/captured-stream.js';
import { createLogging } from '../create-logging.js';

function prettyLineOf(colors: boolean, event: string, context?: Record<string, unknown>): string {
  const stdout = new CapturedStream();
  const logging = createLogging({ stdout, format: 'pretty', colors, level: 'debug' });
  logging.getLogger('sample-job').warn(event, context);
  return stdout.text;
}

describe('prettyLine', () => {
  it('writes time, level, logger, event and context on one line', () => {
    expect(prettyLineOf(false, 'load.slow', { rows: 1000, nested: { list: [1, 'two'] } })).toMatch(
      /^\S+Z WARN {2}sample-job load\.slow \{ rows: 1000, nested: \{ list: \[ 1, 'two' \] \} \}\n$/,
    );
  });

  it('omits an empty context', () => {
    expect(prettyLineOf(false, 'load.slow')).toMatch(/Z WARN {2}sample-job load\.slow\n$/);
  });

  it('writes the same text in colour', () => {
    const coloured = prettyLineOf(true, 'load.slow', { rows: 1 });
    expect(coloured).toContain('\u001B[33mWARN \u001B[39m');
    expect(stripVTControlCharacters(coloured).replace(/^\S+/, '')).toBe(
      prettyLineOf(false, 'load.slow', { rows: 1 }).replace(/^\S+/, ''),
    );
  });

  it('escapes control characters in values', () => {
    const line = prettyLineOf(false, 'a\u001B[2J\nb\u2028', {
      key: '\u001B]0;x\u0007',
      c: '\u009B',
    });
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(line).toContain('a\\u001b[2J\\u000ab\\u2028');
  });

  it('hides secrets', () => {
    expect(prettyLineOf(false, 'x', { password: 'canary' })).not.toContain('canary');
  });

  it('is not coloured where stdout is not a terminal', () => {
    const stdout = new CapturedStream();
    createLogging({ stdout, format: 'pretty' }).getLogger('x').info('y');
    expect(stdout.text).not.toContain('\u001B');
  });
});
