import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { whyNoSmallTablespace } from '@wdh/fault-injection';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serveConsole } from '../../../src/index.js';
import { saveUpload } from '../../../src/inputs/save-upload.js';
import { launchProject } from '../../support/launch/launch-jobs.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const whyNot = await whyNoSmallTablespace();

const inbox = await mkdtemp(join(tmpdir(), 'wdh-inbox-'));
const inputs = [{ folder: inbox, name: 'inbox', uploads: true }];
const used = useConsole({ project: { ...launchProject, inputs } });

let small: string;

beforeEach(async () => {
  small = await mkdtemp('/var/tmp/wdh-small-');
});

afterEach(async () => {
  await rm(small, { recursive: true, force: true });
});

const bytesOf = (count: number): ReadableStream<Uint8Array> => {
  let left = count;
  return new ReadableStream({
    pull: (controller) => {
      if (left <= 0) controller.close();
      else controller.enqueue(new Uint8Array(Math.min(left, 65_536)));
      left -= 65_536;
    },
  });
};

test.skipIf(whyNot !== undefined)(
  'W02 an upload onto a full disk: it says so, and leaves nothing',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    try {
      const folders = [{ folder: small, name: 'small', uploads: true }];
      const upload = { folder: 0, sizeBytes: null, limitBytes: 1e9 };
      const full = saveUpload(folders, { ...upload, name: 'a.csv', body: bytesOf(3_000_000) });
      await expect(full).rejects.toMatchObject({ status: 507, code: 'UPLOAD_DISK_FULL' });
      expect(readdirSync(small)).toEqual([]);
      // The space is free again.
      await saveUpload(folders, { ...upload, name: 'b.csv', body: bytesOf(500_000) });
      expect(readdirSync(small)).toEqual(['b.csv']);
    } finally {
      execFileSync('umount', ['-l', small]);
    }
  },
);

test('W02 an upload whose client leaves: nothing of it is left', async () => {
  const served = await serveConsole(used.console, { port: 0, host: '127.0.0.1' });
  try {
    const sending = request(`${served.origin}/api/inputs/0/a.csv`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${tokenOf('operator')}`,
        'content-type': 'application/octet-stream',
        'content-length': '10000000',
      },
    });
    const ended = new Promise((resolve) => sending.on('error', resolve).on('close', resolve));
    sending.write(Buffer.alloc(100_000));
    await expect.poll(() => readdirSync(inbox)).toHaveLength(1);
    expect(readdirSync(inbox)[0]).toMatch(/^\.wdh-upload-/);
    sending.destroy();
    await ended;
    await expect.poll(() => readdirSync(inbox)).toEqual([]);
  } finally {
    await served.close();
  }
});
