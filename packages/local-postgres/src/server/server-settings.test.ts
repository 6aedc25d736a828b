import { expect, test } from 'vitest';
import { serverSettings } from './server-settings.js';

function settingsOf(isTemporary: boolean, settings: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(serverSettings({ port: 5000, isTemporary, settings }));
}

test('a kept cluster is durable', () => {
  expect(settingsOf(false)).toEqual({
    timezone: 'UTC',
    log_timezone: 'UTC',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: '5000',
  });
});

test('a temporary cluster is not durable, unless settings say so', () => {
  expect(settingsOf(true)).toMatchObject({ fsync: 'off', full_page_writes: 'off' });
  expect(settingsOf(true, { fsync: 'on' })).toMatchObject({ fsync: 'on' });
});

test('no setting opens the server to other machines', () => {
  const settings = settingsOf(false, { listen_addresses: '*', port: '1', timezone: 'CET' });
  expect(settings).toMatchObject({ listen_addresses: '127.0.0.1', port: '5000', timezone: 'CET' });
});
