import { beforeAll, expect, test } from 'vitest';
import { startProgram } from '../../warehouse/programs.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

beforeAll(() => warehouse.sql`create table short (id int)`);

test.each([
  ['no descriptor', '127.0.0.1', 0],
  ['no descriptor', 'localhost', 0],
  ['one descriptor', 'localhost', 1],
])(
  'R03 %s left for a connection to %s: the error reports it and does not blame the server, and a later load succeeds',
  async (_fault, host, left) => {
    await warehouse.sql`truncate short, pipeline_executions cascade`;
    const url = new URL(warehouse.url);
    url.hostname = host;
    const args = [url.href, String(left)];
    await using child = startProgram('load-without-descriptors', args, { descriptors: 256 });
    const { stdout, stderr } = await child.end(60_000);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'TOO_MANY_FILES_OPEN',
      category: 'file',
      isRetryable: true,
      message: expect.stringMatching(/\(EMFILE\).*raise their limit/) as unknown,
      status: 'success',
    });
    expect(await warehouse.sql`select from short`).toHaveLength(1);
  },
);
