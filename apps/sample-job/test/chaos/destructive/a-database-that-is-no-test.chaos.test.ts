import { describeError } from '@wdh/cli';
import {
  createTestDatabase,
  dropTestDatabase,
  requireTestDatabaseName,
} from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';

/** The error of a function, as the job would print it. */
function refusalOf(act: () => unknown) {
  try {
    act();
    return null;
  } catch (error) {
    return describeError(error);
  }
}

it.each(['warehouse', 'postgres', 'test', 'warehouse_test_2', 'my_tests', ' _test ', ''])(
  'X03 destructive tests with a database named "%s": refused by name, exit code 2',
  (name) => {
    const refusal = refusalOf(() => {
      requireTestDatabaseName(name);
    });
    expect(refusal).toMatchObject({ exitCode: 2, code: 'LOCAL_POSTGRES_NAME_REFUSED' });
    expect(refusal?.message).toContain(`"${name}"`);
  },
);

it('X03 a database of another user on the server of the tests: access is refused, and it still exists after the tests dropped their own', async () => {
  const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });
  const name = `chaos_neighbour_${process.pid}`;
  const listed = async (): Promise<readonly string[]> =>
    (await admin<{ datname: string }[]>`select datname from pg_database`).map(
      ({ datname }) => datname,
    );
  await admin`create database ${admin(name)}`;
  try {
    const own = await createTestDatabase(inject('serverUrl'));
    expect(await listed()).toEqual(expect.arrayContaining([name, own.name]));
    await expect(dropTestDatabase(inject('serverUrl'), name)).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_NAME_REFUSED',
    });
    await own.drop();
    const left = await listed();
    expect(left).toContain(name);
    expect(left).not.toContain(own.name);
  } finally {
    await admin`drop database ${admin(name)}`;
    await admin.end();
  }
});
