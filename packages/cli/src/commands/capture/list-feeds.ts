import type { Feed } from '@wdh/job';
import { escapeControls } from '@wdh/logging';
import type { CommandContext } from '../../context/command-context.js';
import { shownAddress } from './plan-capture.js';

const none = `The project lists no feeds. Declare one with defineFeed of @wdh/job, and list it in
defineProject({ jobs: [...], feeds: [...] }).`;

/** Prints the feeds of the project. */
export async function listFeeds(context: CommandContext): Promise<number> {
  const { feeds } = await context.project();
  const listed = [...feeds.values()].map((feed) => ({
    name: feed.name,
    description: feed.description,
    job: feed.job.name,
    params: feed.params,
    topics: feed.topics,
    address: addressOf(feed),
  }));
  await context.printResult(listed, () =>
    listed.length === 0 ? none : listed.map(show).join('\n\n'),
  );
  return 0;
}

/** Only its origin: paths and queries may contain keys. */
function addressOf(feed: Feed): string | null {
  const url = feed.urlOf(feed.topics ?? []);
  return url === null ? null : shownAddress(url);
}

function show(feed: {
  readonly name: string;
  readonly description: string;
  readonly job: string;
  readonly topics: readonly string[] | null;
  readonly address: string | null;
}): string {
  const { name, description, job, topics, address } = feed;
  const lines = [
    description === name ? null : description,
    `loaded by job ${job}`,
    address === null ? 'needs --url' : `from ${address}`,
    topics === null ? null : `topics ${topics.join(', ')}`,
  ];
  return [name, ...lines.filter((line) => line !== null).map((line) => `  ${line}`)]
    .map(escapeControls)
    .join('\n');
}
