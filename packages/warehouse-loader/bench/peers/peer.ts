/** Another program that loads a CSV file into a table. */
export interface Peer {
  readonly name: string;
  /** What a user types to install it. */
  readonly install: string;
  /** Whether it checks every field before the server does. */
  readonly validates: boolean;
  /** Program and arguments that print its version; without them, the versions of `install`. */
  readonly version?: readonly [program: string, ...args: readonly string[]];
  /** Program and arguments of the load, in the folder of the programs. */
  readonly load: (url: string, path: string) => readonly [program: string, ...args: string[]];
}

const copyStreams = 'pg@8.23.1 pg-copy-streams@7.0.0';

/** Packages of npm that the programs import. */
export const peerPackages: readonly string[] = [
  ...['csv-parse@7.0.3', 'csv-stringify@6.9.0', 'fast-csv@5.0.8', 'valibot@1.5.0'],
  ...copyStreams.split(' '),
];

const nodePeer = (name: string, packages: string, script: string, validates = false): Peer => ({
  name,
  install: `npm install ${packages} ${copyStreams}`,
  validates,
  load: (url, path) => [process.execPath, script, url, path],
});

/** The programs that are measured, each as its users write it. None of them keeps a record of the load. */
export const peers: readonly Peer[] = [
  nodePeer(
    'csv-parse, pg-copy-streams',
    'csv-parse@7.0.3 csv-stringify@6.9.0',
    'csv-parse-load.mjs',
  ),
  nodePeer(
    'csv-parse, valibot, pg-copy-streams',
    'csv-parse@7.0.3 csv-stringify@6.9.0 valibot@1.5.0',
    'csv-parse-valibot-load.mjs',
    true,
  ),
  nodePeer('fast-csv, pg-copy-streams', 'fast-csv@5.0.8', 'fast-csv-load.mjs'),
  {
    name: 'pgloader',
    install: 'apt-get install --no-install-recommends pgloader',
    validates: false,
    version: ['pgloader', '--version'],
    load: (url, path) => [
      'pgloader',
      ...['--quiet', '--type', 'csv', '--with', 'skip header = 1'],
      ...['--with', "fields terminated by ','", '--with', "fields optionally enclosed by '\"'"],
      ...[path, `${url.replace('postgres://', 'postgresql://')}?tablename=records`],
    ],
  },
  {
    name: 'pandas, to_sql with COPY',
    install:
      'apt-get install --no-install-recommends python3-pandas python3-psycopg2 python3-sqlalchemy',
    validates: false,
    version: ['/usr/bin/python3', '-c', 'import pandas; print("pandas", pandas.__version__)'],
    load: (url, path) => ['/usr/bin/python3', 'pandas_load.py', url, path],
  },
];
