import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import xterm from '@xterm/headless';

/**
 * Runs a command in a pseudo-terminal, which Node cannot open: passes on its output, and obeys the
 * lines of its own input, `size COLUMNS ROWS` and `type "TEXT"`.
 */
const openPty = `
import fcntl, json, os, pty, select, struct, sys, termios
def resize(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', int(rows), int(columns), 0, 0))
pid, fd = pty.fork()
if pid == 0:
    resize(0, sys.argv[1], sys.argv[2])
    os.execvp(sys.argv[3], sys.argv[3:])
inputs, held = [fd, 0], b''
while fd in inputs:
    for ready in select.select(inputs, [], [])[0]:
        try:
            data = os.read(ready, 65536)
        except OSError:
            data = b''
        if not data:
            inputs.remove(ready)
        elif ready == fd:
            os.write(1, data)
        else:
            *lines, held = (held + data).split(b'\\n')
            for line in lines:
                word, rest = line.decode().split(' ', 1)
                if word == 'size':
                    resize(fd, *rest.split())
                else:
                    os.write(fd, json.loads(rest).encode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) % 256)
`;

/** Whether pseudo-terminals can be opened here: python3 is needed, on Linux or macOS. */
export const hasPseudoTerminals =
  process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0;

/** Size and surroundings of a {@link PseudoTerminal}. */
export interface PseudoTerminalOptions {
  readonly columns: number;
  /** Default 50. */
  readonly rows?: number;
  readonly cwd: string;
  /** The only variables of the command, besides `TERM`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A command that runs in a terminal, whose screen a test can read. */
export class PseudoTerminal implements AsyncDisposable {
  /** Everything that was written, with its control sequences. */
  output = '';
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #pty: ChildProcess;
  readonly #ended: Promise<number | null>;
  #drawn: Promise<void> = Promise.resolve();

  constructor(command: readonly string[], options: PseudoTerminalOptions) {
    const { columns, rows = 50, cwd, env } = options;
    this.#screen = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 5_000,
      allowProposedApi: true,
    });
    const args = ['-c', openPty, String(columns), String(rows), ...command];
    this.#pty = spawn('python3', args, {
      cwd,
      env: { TERM: 'xterm-256color', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#pty.stdout?.on('data', (bytes: Buffer) => {
      this.output += bytes.toString();
      this.#drawn = new Promise((resolve) => {
        this.#screen.write(bytes, resolve);
      });
    });
    this.#ended = once(this.#pty, 'close').then(([code]: (number | null)[]) => code ?? null);
  }

  /** Changes the size of the window. */
  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#pty.stdin?.write(`size ${columns} ${rows}\n`);
  }

  /** Types on the keyboard. */
  type(text: string): void {
    this.#pty.stdin?.write(`type ${JSON.stringify(text)}\n`);
  }

  /** Waits until the output matches. */
  async expectOutput(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      const next = this.#pty.stdout === null ? this.#ended : once(this.#pty.stdout, 'data');
      const isOver = await Promise.race([next.then(() => false), this.#ended.then(() => true)]);
      if (isOver && !pattern.test(this.output)) {
        throw new Error(`The command ended without ${String(pattern)}: ${this.output}`);
      }
    }
  }

  /** Waits for the end of the command, and returns its exit code. */
  async end(): Promise<number | null> {
    const code = await this.#ended;
    await this.#drawn;
    return code;
  }

  /** Returns the lines on the screen and above it, as a person sees them after scrolling up. */
  lines(): readonly string[] {
    const { active } = this.#screen.buffer;
    const lines: string[] = [];
    for (let at = 0; at < active.length; at += 1) {
      const row = active.getLine(at);
      const text = row?.translateToString(true) ?? '';
      // A row that continues the one above belongs to the same line.
      if (row?.isWrapped === true) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
    }
    return lines.join('\n').trimEnd().split('\n');
  }

  /** Ends the command, if it still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#pty.kill('SIGKILL');
    await this.#ended;
    this.#screen.dispose();
  }
}
