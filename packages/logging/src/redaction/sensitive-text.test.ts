import { describe, expect, it } from 'vitest';
import { isSuspicious, redactSensitiveText } from './sensitive-text.js';

const R = '***REDACTED***';

describe('redactSensitiveText', () => {
  it.each([
    // URLs
    ['postgres://etl:pw@db/w', `postgres://etl:${R}@db/w`],
    ['postgres://etl:p@ss/w?o#rd@db:5432/w', `postgres://etl:${R}@db:5432/w`],
    ['see postgres://etl:my pass@db/w now', `see postgres://etl:${R}@db/w now`],
    ['postgres://etl:ab"c@db', `postgres://etl:${R}@db`],
    ['redis://:pw@h:1', `redis://:${R}@h:1`],
    ['https://user:pw@host/x?y=1', `https://user:${R}@host/x?y=1`],
    ['https://ghp_abc@github.com/x', `https://${R}@github.com/x`],
    ['{"url":"postgres://etl:pw@db/w"}', `{"url":"postgres://etl:${R}@db/w"}`],
    // assignments
    ['host=db password=hunter2 user=x', `host=db password=${R} user=x`],
    ["host=db password='a b' user=x", `host=db password='${R}' user=x`],
    ["password='' user='x'", `password='${R}' user='x'`],
    ["password='never closed", `password='${R}`],
    ['Server=db;Password=abc;User=x', `Server=db;Password=${R}`],
    ['password => "x y"', `password => "${R}"`],
    ['PGPASSWORD=abc psql', `PGPASSWORD=${R} psql`],
    ['WDH_HASH_SALT=abc', `WDH_HASH_SALT=${R}`],
    ['api-key: abc def', `api-key: ${R} def`],
    ['https://h/?token=abc&x=1', `https://h/?token=${R}`],
    ['a%3D1%26password%3Dabc', `a%3D1%26password%3D${R}`],
    ['{"password":"a b","rows":5}', `{"password":"${R}","rows":5}`],
    ['{"password":"a\\"b","rows":5}', `{"password":"${R}","rows":5}`],
    ['{\\"password\\":\\"a\\\\\\"b\\",\\"c\\":1}', `{\\"password\\":\\"${R}\\",\\"c\\":1}`],
    // statements and options
    ["ALTER ROLE etl PASSWORD 'a''b' NOLOGIN", `ALTER ROLE etl PASSWORD '${R}' NOLOGIN`],
    ['load --password hunter2 --mode append', `load --password ${R} --mode append`],
    ['load --db-password=hunter2 -v', `load --db-password=${R} -v`],
    // headers and credentials
    ['Authorization: Bearer abc.def', `Authorization: ${R}`],
    ['Cookie: a=b; c=d\r\nHost: x', `Cookie: ${R}\r\nHost: x`],
    ['sent bearer abcdefgh', `sent bearer ${R}`],
    ['Basic dXNlcjpwYXNz', `Basic ${R}`],
    ['got eyJhbGciOi.eyJzdWIi.abc-_', `got ${R}`],
    ['a -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- b', `a ${R} b`],
    ['-----BEGIN PRIVATE KEY-----\ncut off', R],
  ])('turns %j into %j', (text, redacted) => {
    expect(redactSensitiveText(text)).toBe(redacted);
    expect(redactSensitiveText(redacted)).toBe(redacted);
    expect(isSuspicious(text)).toBe(true);
  });

  it.each([
    'password authentication failed for user "etl"',
    'basic authentication failed',
    'the token is here',
    'tokens read',
    'http://localhost:8080/x',
    'https://example.org/@name',
    'postgres://db:5432/w failed, ask ops@example.org',
    'postgres://etl@db/w',
    'me@example.org: see https://example.org',
    'password=',
  ])('leaves %j as it is', (text) => {
    expect(redactSensitiveText(text)).toBe(text);
  });

  it('does not slow down on texts made to be slow', () => {
    const hostile = [
      '://:'.repeat(3000) + '@',
      '@' + 'a://x:'.repeat(2000),
      "password='".repeat(1200),
      'password' + '\\'.repeat(12_000),
      'password' + ' '.repeat(12_000),
      '--' + 'token'.repeat(2400),
      '-----BEGIN PRIVATE KEY-----'.repeat(400),
      'eyJaaaaaa.'.repeat(1200),
      'cookie=\\'.repeat(1500),
    ];
    const start = performance.now();
    for (const text of hostile) redactSensitiveText(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
