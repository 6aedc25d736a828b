import { createHmac } from 'node:crypto';
import { readEnvironment } from '@wdh/config';
import { RunningProcess } from '@wdh/fault-injection';
import { wdhFile } from './program.js';

/** Where a webhook runs. */
export interface WebhookSurroundings {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A webhook that runs as a process. */
export interface RunningWebhook extends AsyncDisposable {
  readonly process: RunningProcess;
  /** Such as `http://127.0.0.1:41234/api/v1/budget-alerts`. */
  readonly url: string;
  /** Delivers an event, signed by a secret. */
  readonly deliver: (event: object, secret: string) => Promise<Response>;
}

/** Starts `wdh budget serve` on a free port, and waits until it listens. */
export async function startWebhook(
  { folder, databaseUrl, env = {} }: WebhookSurroundings,
  ...args: string[]
): Promise<RunningWebhook> {
  const { PATH = '', HOME = '' } = readEnvironment();
  const process = RunningProcess.start([wdhFile(), 'budget', 'serve', '--port', '0', ...args], {
    cwd: folder,
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...env },
  });
  await process.untilPrinted(/Ctrl\+C ends it\.|budget\.serving.*\n/u);
  const [url = ''] = /http:\/\/[^\s"]+\/api\/v1\/budget-alerts/u.exec(process.stdout) ?? [];
  return {
    process,
    url,
    deliver: (event, secret) => {
      const body = JSON.stringify(event);
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-webhook-signature': signature };
      return fetch(url, { method: 'POST', headers, body });
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}
