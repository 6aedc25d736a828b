import type postgres from 'postgres';

/** A file in the data folder of a server. */
export type ServerFile = 'server.key' | 'server.crt' | 'root.crt' | 'pg_hba.conf';

/** Writes a file into the data folder of the server, with permissions for the server only. */
export async function writeServerFile(
  sql: postgres.Sql,
  name: ServerFile,
  text: string,
): Promise<void> {
  // PEM has no characters that COPY would escape, except its line ends.
  const lines = `string_to_array('${text.trim().replaceAll('\r', '')}', E'\n')`;
  await sql.unsafe(`copy (select unnest(${lines})) to program 'umask 077; cat > ${name}'`);
}

/** Sets the rules of the server for the role `guest`; those for other roles are unchanged. */
export async function admitGuest(sql: postgres.Sql, rules: string): Promise<void> {
  const [{ text } = { text: '' }] = await sql<{ text: string }[]>`
    select pg_read_file('pg_hba.conf') as text`;
  const own = text.split('\n').filter((line) => /^[hl]/.test(line) && !line.includes('guest'));
  await writeServerFile(sql, 'pg_hba.conf', [...rules.split('\n'), ...own].join('\n'));
  await sql`select pg_reload_conf()`;
}
