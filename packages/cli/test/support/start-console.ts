import { readEnvironment } from '@wdh/config';
import { RunningProcess } from '@wdh/fault-injection';
import { wdhFile } from './program.js';

/** Where a console runs. */
export interface ConsoleSurroundings {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A console that runs as a process. */
export interface RunningConsole extends AsyncDisposable {
  readonly process: RunningProcess;
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** The link that it has printed: it logs in. */
  readonly link: string;
  /** That of the link. */
  readonly token: string;
  /** Sends a request with the token of the link. */
  readonly ask: (path: string) => Promise<Response>;
}

/** Starts `wdh console` on a free port, and waits until it has printed its link. */
export async function startConsole(
  { folder, databaseUrl, env = {} }: ConsoleSurroundings,
  ...args: string[]
): Promise<RunningConsole> {
  const { PATH = '', HOME = '' } = readEnvironment();
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const process = RunningProcess.start([wdhFile(), 'console', ...port, ...args], {
    cwd: folder,
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...env },
  });
  await process.untilPrinted(/Ctrl\+C ends the console\.|console\.started.*\n/u);
  const [, listens = ''] = /listens\W+(http:[^\s"]+)/u.exec(process.stdout) ?? [];
  const [link = ''] = /http\S+\/login#token=[\w-]+/u.exec(process.stdout) ?? [];
  const token = link.split('=')[1] ?? '';
  const authorization = `Bearer ${token}`;
  return {
    process,
    origin: listens,
    link,
    token,
    ask: (path) => fetch(`${listens}${path}`, { headers: { authorization } }),
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
