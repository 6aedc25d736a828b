import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';

export async function copyFlights(connectionUrl: string, lines: string): Promise<number> {
  const address = parseConnectionUrl(connectionUrl);
  const connection = await DedicatedConnection.open(address, {
    applicationName: 'flights',
    deadlineMs: 30_000,
  });
  try {
    const copy = await connection.openCopy('copy public.flights (id, day) from stdin', {
      table: 'flights',
      columns: ['id', 'day'],
    });
    await copy.write(Buffer.from(lines));
    return await copy.finish();
  } finally {
    await connection.close();
  }
}
