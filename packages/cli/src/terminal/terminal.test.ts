import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { paint } from './paint.js';
import { Terminal } from './terminal.js';

const clear = '\u001B[J';
const drawn = (line: string): string => `\u001B[?7l${line}\u001B[?7h\r`;

/** A terminal of which stdout and stderr are one screen. */
function open({ isTTY = true, environment = {}, columns = 40 } = {}) {
  const terminal = { isTTY, columns, hasColors: () => true };
  const screen = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal);
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const streams = { stdin, stdout: screen, stderr: screen, environment };
  const read = (): string => String(screen.read() ?? '');
  return { terminal: new Terminal(streams), stdin, read };
}

describe('Terminal', () => {
  it('writes results, errors and log entries above the line of progress', async () => {
    const { terminal, read } = open();
    terminal.progress('reading');
    expect(read()).toBe(clear + drawn('reading'));
    await terminal.print('result\n');
    expect(read()).toBe(`${clear}result\n${drawn('reading')}`);
    await terminal.complain('error');
    expect(read()).toBe(`${clear}error\n${drawn('reading')}`);
    terminal.log.write('entry\n');
    expect(read()).toBe(`${clear}entry\n${drawn('reading')}`);
    terminal.progress(null);
    expect(read()).toBe(clear);
  });

  it('cuts a line of progress that is wider than the window', () => {
    const { terminal, read } = open();
    terminal.progress('x'.repeat(100));
    expect(read()).toBe(clear + drawn('x'.repeat(39)));
  });

  it('is 80 characters wide where the window does not know its size', () => {
    const { terminal, read } = open({ columns: 0 });
    expect(terminal.columns).toBe(80);
    terminal.progress('x'.repeat(100));
    expect(read()).toBe(clear + drawn('x'.repeat(79)));
  });

  it('draws no progress where a line cannot be removed again', () => {
    for (const environment of [{ TERM: 'dumb' }, { CI: 'true' }]) {
      const { terminal, read } = open({ environment });
      terminal.progress('reading');
      expect({ isLive: terminal.isLive, read: read() }).toEqual({ isLive: false, read: '' });
    }
    expect(open({ isTTY: false }).terminal).toMatchObject({ isLive: false, isInteractive: false });
  });

  it.each([
    [{}, true, '\u001B[31mbad\u001B[39m'],
    [{ NO_COLOR: '1' }, true, 'bad'],
    [{ TERM: 'dumb' }, true, 'bad'],
    [{}, false, 'bad'],
    [{ FORCE_COLOR: '1' }, false, '\u001B[31mbad\u001B[39m'],
    [{ FORCE_COLOR: '0' }, true, 'bad'],
  ])('with %j, on a terminal: %s, prints %j', async (environment, isTTY, printed) => {
    const { terminal, read } = open({ environment, isTTY });
    await terminal.print(paint('bad', 'bad'));
    expect(read()).toBe(printed);
  });

  it('escapes control characters of values, but not its own styles', async () => {
    const { terminal, read } = open();
    await terminal.print(`${paint('strong', 'a\u001B[2Jb')}\u001B[8mc`);
    expect(read()).toBe('\u001B[1ma\\u001b[2Jb\u001B[22m\\u001b[8mc');
  });

  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['n\n', false],
    ['\n', false],
    [null, false],
  ])('asks, takes %j as %s, and holds everything else back until then', async (typed, answer) => {
    const { terminal, stdin, read } = open();
    const confirmed = terminal.confirm('Create the table?');
    const printed = terminal.print('later\n');
    terminal.progress('reading');
    await new Promise(setImmediate);
    const question = read();
    expect(question).toContain('Create the table? [y/N] ');
    expect(question).not.toMatch(/later|reading/);
    if (typed === null) stdin.end();
    else stdin.write(typed);
    expect(await confirmed).toBe(answer);
    await printed;
    expect(read()).toMatch(/later\n$/);
  });

  it('ends a question with the reason of its signal', async () => {
    const { terminal } = open();
    const ending = new AbortController();
    const confirmed = terminal.confirm('Go on?', ending.signal);
    ending.abort(new Error('interrupted'));
    await expect(confirmed).rejects.toThrow('interrupted');
  });
});
