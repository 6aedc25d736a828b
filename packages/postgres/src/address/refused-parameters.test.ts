import { expect, it } from 'vitest';
import { parseConnectionUrl } from './connection-url.js';

/** All parameters of libpq 18, as `PQconndefaults` lists them, with a value that is not the default. */
const ofLibpq: Readonly<Record<string, string>> = {
  application_name: 'x',
  channel_binding: 'require',
  client_encoding: 'LATIN1',
  connect_timeout: '5',
  fallback_application_name: 'x',
  gssdelegation: '1',
  gssencmode: 'require',
  gsslib: 'gssapi',
  hostaddr: '127.0.0.1',
  keepalives: '0',
  keepalives_count: '3',
  keepalives_idle: '10',
  keepalives_interval: '10',
  krbsrvname: 'x',
  load_balance_hosts: 'random',
  max_protocol_version: '3.2',
  min_protocol_version: '3.2',
  oauth_client_id: 'x',
  oauth_client_secret: 'x',
  oauth_issuer: 'x',
  oauth_scope: 'x',
  options: '-c geqo=off',
  passfile: '/x',
  replication: 'database',
  require_auth: 'scram-sha-256',
  requirepeer: 'postgres',
  scram_client_key: 'x',
  scram_server_key: 'x',
  service: 'x',
  servicefile: '/x',
  ssl_max_protocol_version: 'TLSv1.2',
  ssl_min_protocol_version: 'TLSv1.3',
  sslcertmode: 'require',
  sslcompression: '1',
  sslcrldir: '/x',
  sslkeylogfile: '/x',
  sslmode: 'require',
  sslsni: '0',
  target_session_attrs: 'standby',
  tcp_user_timeout: '10',
};

const honoured: readonly string[] = [
  ...['application_name', 'fallback_application_name'],
  ...['connect_timeout', 'hostaddr', 'keepalives', 'keepalives_idle', 'options', 'require_auth'],
  ...['sslmode', 'sslsni', 'ssl_max_protocol_version', 'ssl_min_protocol_version'],
];

const read = (name: string) => () =>
  parseConnectionUrl(`postgres://u@h/d?${name}=${encodeURIComponent(ofLibpq[name] ?? '')}`);

it.each(honoured)('honours %s', (name) => {
  expect(read(name)).not.toThrow();
});

it.each(Object.keys(ofLibpq).filter((name) => !honoured.includes(name)))(
  'refuses %s by name, with a reason',
  (name) => {
    expect(read(name)).toThrow(new RegExp(`(?:value of|parameter) "?${name}"?\\. [A-Z].*\\.$`));
  },
);

it.each([
  ['keepalives=0', null],
  ['keepalives=1', undefined],
  ['keepalives_idle=45', 45_000],
  ['keepalives_idle=0', undefined],
])('reads %s', (search, keepAliveMs) => {
  expect(parseConnectionUrl(`postgres://u@h/d?${search}`).keepAliveMs).toBe(keepAliveMs);
});

it.each(['client_encoding=UTF8', 'max_protocol_version=latest', 'replication=false'])(
  'accepts %s, which it satisfies',
  (search) => {
    expect(parseConnectionUrl(`postgres://u@h/d?${search}`).settings).toEqual({});
  },
);
