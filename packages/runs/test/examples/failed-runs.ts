import { openRuns } from '@wdh/runs';

/** Returns why the latest runs failed, and which rows they rejected. */
export async function failedRuns(connectionUrl: string) {
  const runs = openRuns({ connectionUrl });
  try {
    const { items } = await runs.listRuns({ statuses: ['failed', 'abandoned'], limit: 20 });
    return await Promise.all(
      items.map(async ({ executionId, pipelineName, errorMessage }) => ({
        pipelineName,
        errorMessage,
        rejected: await runs.countRejectedRows({ run: executionId }),
      })),
    );
  } finally {
    await runs.close();
  }
}
