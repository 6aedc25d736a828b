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
    // names of several words, in every style
    ['DB_PASS=x1 next', `DB_PASS=${R} next`],
    ['{"dbPass":"a b"}', `{"dbPass":"${R}"}`],
    ['AccountName=a;AccountKey=abc==', `AccountName=a;AccountKey=${R}`],
    [
      'SharedAccessKeyName=Root;SharedAccessKey=abc=',
      `SharedAccessKeyName=Root;SharedAccessKey=${R}`,
    ],
    ['https://h/c?sv=1&sig=a%3D&se=2', `https://h/c?sv=1&sig=${R}`],
    ['host=h sslkey=abc sslpassword=x', `host=h sslkey=${R} sslpassword=${R}`],
    ["clientSecret := 'a b'", `clientSecret := '${R}'`],
    ['password == "a b"', `password == "${R}"`],
    ['user[password]=x', `user[password]=${R}`],
    ['a%26pass%3Dx', `a%26pass%3D${R}`],
    ['x-api-key: abc', `x-api-key: ${R}`],
    ["$env:DB_PASS = 'a b'", `$env:DB_PASS = '${R}'`],
    // values in brackets, elements and attributes
    ['{"credentials":{"user":"a","key":"b c"} ,"n":1}', `{"credentials":${R} ,"n":1}`],
    ['"cookies":["a b", "]"] end', `"cookies":${R} end`],
    ['PWD={a b};x=1', `PWD=${R}`],
    ['<DbPass a="1">x y</DbPass>', `<DbPass a="1">${R}</DbPass>`],
    ['<add key="DbPassword" value="x\'y"/>', `<add key="DbPassword" value="${R}"/>`],
    ['{"name":"token","value":"x y"}', `{"name":"token","value":"${R}"}`],
    // command lines
    ['mysql -uroot -px1 db', `mysql -uroot -p${R} db`],
    ["mysqldump -p'a b' db | gzip", `mysqldump -p${R} db | gzip`],
    ['mysql \\\n  -px1 db', `mysql \\\n  -p${R} db`],
    ['curl -u a:x1 https://h', `curl -u a:${R} https://h`],
    ["curl -su 'a:x 1' https://h", `curl -su 'a:${R}' https://h`],
    ['curl --user=a:x1 h', `curl --user=a:${R} h`],
    ['curl -b "a=b; c=d" h', `curl -b ${R} h`],
    ['PGPASSWORD=x psql postgres://u:p@h', `PGPASSWORD=${R} psql postgres://u:${R}@h`],
    ['load --password "a b" -v', `load --password ${R} -v`],
    ['spawn ["load","--db-password","x"]', `spawn ["load","--db-password",${R}`],
    ['sshpass -p x1 ssh -p 22 h', `sshpass -p ${R} ssh -p 22 h`],
    ['redis-cli -h h -a x1 ping', `redis-cli -h h -a ${R} ping`],
    ['mongosh -u a -p x1', `mongosh -u a -p ${R}`],
    ['sqlcmd -U sa -P x1', `sqlcmd -U sa -P ${R}`],
    ['docker login -u a -p x1 h', `docker login -u a -p ${R} h`],
    ['openssl rsa -passin pass:x1', `openssl rsa -passin pass:${R}`],
    ['keytool -storepass x1 -v', `keytool -storepass ${R} -v`],
    ['smbclient //h/s -U u%x1', `smbclient //h/s -U u%${R}`],
    ['sqlplus etl/x1@db', `sqlplus etl/${R}@db`],
    ["CREATE USER a IDENTIFIED BY 'x'", `CREATE USER a IDENTIFIED BY '${R}'`],
    ['ALTER ROLE a PASSWORD $q$a b$q$', `ALTER ROLE a PASSWORD ${R}`],
    // lines of password files
    ['db.example:5432:warehouse:etl:a b', `db.example:5432:warehouse:etl:${R}`],
    ['*:*:*:etl:x\nh:5432:db:a\\:b:y', `*:*:*:etl:${R}\nh:5432:db:a\\:b:${R}`],
    ['/var/run/postgresql:5432:db:etl:x', `/var/run/postgresql:5432:db:etl:${R}`],
    ['[::1]:5432:db:etl:x', `[::1]:5432:db:etl:${R}`],
    ['machine h login u password x1', `machine h login u password ${R}`],
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
    'tokenCount=5 tokenizer: bpe secretary: Bob passenger=3 bypass: on',
    'primaryKey=id, foreign key: x, unknown key: y, keys: a, keyboard=us',
    'Key (id)=(5) exists',
    'mysql -p warehouse',
    'mysql: [Warning] x',
    'curl -u etl https://h',
    'psql -p 5432 -U etl',
    'docker run -p 80:80 nginx',
    'ssh -p 22 h | sort -u file',
    'connect --no-password warehouse --token-count 5',
    'password_file=/run/secrets/db PGPASSFILE=/x',
    'see src/a.ts:100:5: error',
    'at 2026-01-31T10:30:15Z: fe80:1234:abcd:cdef:1:2:3:4 00:11:44:11:3a:b7',
    'host:5432:a b',
  ])('leaves %j as it is', (text) => {
    expect(redactSensitiveText(text)).toBe(text);
  });
});
