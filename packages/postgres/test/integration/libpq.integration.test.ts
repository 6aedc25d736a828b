import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DedicatedConnection, parseConnectionUrl, resolveConnectionUrl } from '../../src/index.js';
import { useConnections } from '../connection/use-connections.js';

const hasPsql = ((): boolean => {
  try {
    execFileSync('psql', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

const connections = useConnections();
const whoAndWhere = "select current_user || ' ' || current_database()";
const refused = 'refused';

/** Variables of one run, without those of the developer. */
type Variables = Readonly<Record<string, string>>;

describe.skipIf(!hasPsql)(`psql${hasPsql ? '' : ' (not installed: skipped)'}`, () => {
  let home: string;
  let place: { readonly host: string; readonly port: string; readonly database: string };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'wdh-libpq-'));
    const { sql, url } = connections;
    for (const role of ['alice', 'bob']) {
      await sql.unsafe(`create role ${role} login password 'pw:\\x'`);
    }
    const { hostname: host, port, pathname } = new URL(url);
    place = { host, port, database: pathname.slice(1) };
  });

  afterAll(async () => {
    for (const role of ['alice', 'bob']) await connections.sql.unsafe(`drop role ${role}`);
    await rm(home, { recursive: true });
  });

  /** Asks psql who it is and where. */
  async function askPsql(text: string, variables: Variables): Promise<string> {
    const path = execFileSync('sh', ['-c', 'command -v psql'], { encoding: 'utf8' }).trim();
    const env = { HOME: home, PATH: '/usr/bin:/bin', ...variables };
    const args = ['--no-password', '-XAtc', whoAndWhere, text];
    const result = await promisify(execFile)(path, args, { env }).catch(() => null);
    return result?.stdout.trim() ?? refused;
  }

  /** Asks this package. */
  async function askOurs(text: string, variables: Variables): Promise<string> {
    try {
      const { username: userName } = userInfo();
      const surroundings = { environment: variables, homeFolder: home, userName };
      const address = parseConnectionUrl(resolveConnectionUrl(text, surroundings));
      const options = { applicationName: 'wdh test', deadlineMs: 30_000 };
      const connection = await DedicatedConnection.open(address, options);
      const [row] = await connection.query<{ who: string }>(`${whoAndWhere} as who`);
      await connection.close();
      return row?.who ?? '';
    } catch {
      return refused;
    }
  }

  async function write(name: string, text: string, mode = 0o600): Promise<string> {
    const path = join(home, name);
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  }

  test('finds the same service, user, database and password', async () => {
    const { host, port, database } = place;
    await write('.pgpass', `${host}:*:*:alice:pw\\:\\\\x\n*:${port}:*:bob:wrong\n`);
    await write(
      '.pg_service.conf',
      `# services\n[first]\nhost=${host}\nport=${port}\nuser=alice\ndbname=${database}\n` +
        `[second]\nhost=${host}\nport=${port}\nuser=bob\nuser=alice\npassword=pw:\\x\n\n[broken]\nhots=x\n`,
    );
    const named = { PGHOST: host, PGPORT: port, PGDATABASE: database };
    const cases: readonly (readonly [string, Variables])[] = [
      ['service=first', {}],
      ['service=first user=bob password=pw:\\\\x', {}],
      ["service=first user='bob'   password = 'pw:\\\\x'", {}],
      [`service=second dbname=${database}`, {}],
      ['service=second', { PGDATABASE: database, PGUSER: 'alice' }],
      ['service=nowhere', named],
      ['service=broken', named],
      [`postgresql:///${database}?service=first`, {}],
      [`postgresql://bob:pw%3A%5Cx@/${database}?service=first`, {}],
      ['postgresql://', { ...named, PGSERVICE: 'first' }],
      ['postgresql://', { ...named, PGUSER: 'alice' }],
      ['postgresql://', { ...named, PGUSER: 'bob' }],
      ['postgresql://', { ...named, PGUSER: 'bob', PGPASSWORD: 'pw:\\x' }],
      ['dbname=postgres', { ...named, PGUSER: 'alice' }],
      [`postgres://alice@${host}:${port}/${database}`, {}],
      [`postgres://${host}:${port}/${database}`, { PGUSER: 'alice' }],
      [`postgres://bob@${host}:${port}/${database}`, { PGPASSWORD: 'pw:\\x' }],
      [`host=${host} port=${port} dbname=${database} user=alice sslmode=disable`, {}],
      [
        `host=nowhere.invalid hostaddr=${host} port=${port} dbname=${database} user=bob password=pw:\\\\x`,
        {},
      ],
    ];
    const ours = await Promise.all(cases.map(([text, variables]) => askOurs(text, variables)));
    const theirs: string[] = [];
    for (const [text, variables] of cases) theirs.push(await askPsql(text, variables));
    expect(ours).toEqual(theirs);
    expect(new Set(ours)).toEqual(
      new Set([`alice ${database}`, `bob ${database}`, 'alice postgres', refused]),
    );
  });

  const part = (values: readonly string[]) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...values) },
      { weight: 1, arbitrary: fc.constant('*') },
    );
  const garbage = fc.constantFrom(
    '',
    '# comment',
    '*:*',
    '::::',
    '*:*:*:*',
    '\\',
    '*:*:*:*:',
    '#*:*:*:*:no',
  );

  test('finds the same password in any password file', { tags: ['full'] }, async () => {
    const { host, port, database } = place;
    const password = fc.constantFrom(
      'pw\\:\\\\x',
      'pw\\:\\\\x:more',
      'pw\\:\\x',
      'no',
      '\\p\\w\\:\\\\x\r',
    );
    const escaped = host.replaceAll('.', '\\.');
    const entry = fc
      .tuple(
        part([host, escaped, 'other']),
        part([port, '1']),
        part([database, 'x']),
        part(['alice', 'bob']),
        password,
      )
      .map((fields) => fields.join(':'));
    const file = fc.array(fc.oneof({ weight: 4, arbitrary: entry }, garbage), { maxLength: 6 });
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(file, async (lines) => {
        const PGPASSFILE = await write('passwords', lines.join('\n'));
        const text = `host=${host} port=${port} dbname=${database} user=alice`;
        const theirs = await askPsql(text, { PGPASSFILE });
        outcomes.add(theirs);
        expect(await askOurs(text, { PGPASSFILE })).toBe(theirs);
      }),
      { numRuns: 40 },
    );
    expect(outcomes.size).toBe(2);
  });

  test('does not use a password file that others can read, which is an error here', async () => {
    const { host, port, database } = place;
    const PGPASSFILE = await write('open', '*:*:*:*:pw\\:\\\\x', 0o640);
    const text = `host=${host} port=${port} dbname=${database} user=alice`;
    expect(await askPsql(text, { PGPASSFILE })).toBe(refused);
    const surroundings = { environment: { PGPASSFILE }, homeFolder: home, userName: 'me' };
    expect(() => resolveConnectionUrl(text, surroundings)).toThrow('chmod 0600');
  });
});
