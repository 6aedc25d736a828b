import { expect, it } from 'vitest';
import { isProtectedName } from './protected-names.js';

it.each([
  ...['.env', '.env.local', '.env.csv', '/srv/job/.env.production', '.npmrc', '.eslintrc.json'],
  ...['.pgpass', '.bashrc', '.gitignore', '/home/x/.ssh/authorized_keys', 'id_ed25519', '.netrc'],
  ...['package.json', 'package-lock.json', 'tsconfig.base.json', 'nx.json', 'appsettings.json'],
  ...['migrations/0000_wildlife_strikes.sql', '0001_x.down.SQL', 'meta/_journal.json'],
  ...['main.ts', 'job.mjs', 'run.sh', 'docker-compose.yml', 'Cargo.toml', 'Dockerfile', 'Makefile'],
  ...['server.key', 'ca.pem', 'README.md', 'requirements.txt', 'strikes.xlsx', 'local.sqlite'],
  ...[
    '.git/config',
    'a/.git/hooks/out.csv',
    'node_modules/x/data.csv',
    '/etc/passwd',
    '/etc/hosts',
  ],
])('protects %s', (path) => {
  expect(isProtectedName(path)).toBe(true);
});

it.each([
  ...['rejects.csv', 'summary.json', 'out', 'report.txt', 'strikes.tsv', 'x.jsonl', 'run.log'],
  ...['/tmp/tmp.Ab12Cd', '.rejects.csv', '.summary.json', 'environment.csv', 'a.env.csv'],
  ...['/srv/migrations/2024/out.csv', 'package.csv', 'config.csv', 'Übersicht.csv', 'kept'],
])('does not protect %s', (path) => {
  expect(isProtectedName(path)).toBe(false);
});
