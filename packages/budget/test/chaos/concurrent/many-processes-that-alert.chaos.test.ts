import { createTestDatabase } from '@wdh/local-postgres/testing';
import { expect, inject, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import { MailServer } from '../../support/notices/mail-server.js';
import { SlackServer } from '../../support/notices/slack-server.js';

const limitMs = 150_000;

/** Starts processes that alert at once, and returns what they printed. */
async function alertBy(count: number, argument: object): Promise<readonly string[]> {
  const processes = Array.from({ length: count }, () => startProgram('send-notice', argument));
  try {
    const ends = await Promise.all(processes.map((process) => process.end(limitMs)));
    for (const { code, stderr } of ends) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return ends.map(({ stdout }) => stdout);
  } finally {
    await Promise.all(processes.map((process) => process[Symbol.asyncDispose]()));
  }
}

const countOf = (outputs: readonly string[], event: string): number =>
  outputs.filter((output) => output.startsWith(`${event} `)).length;

test('B06 fifty processes alert at once: one notice by each channel', async () => {
  await using mails = await MailServer.start();
  await using slack = await SlackServer.start();
  const database = await createTestDatabase(inject('serverUrl'));
  try {
    const outputs = await alertBy(50, {
      connectionUrl: database.url,
      smtpUrl: `smtp://127.0.0.1:${mails.port}`,
      webhookUrl: slack.origin,
      tenant: 'acme',
    });
    expect(countOf(outputs, 'budget.notice.sent')).toBe(1);
    expect(countOf(outputs, 'budget.notice.held_back')).toBe(49);
    expect(mails.mails).toHaveLength(1);
    expect(slack.posts).toHaveLength(1);
  } finally {
    await database.drop();
  }
});
