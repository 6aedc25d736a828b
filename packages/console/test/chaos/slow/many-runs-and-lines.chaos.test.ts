// @module-tag full
import { openRuns } from '@wdh/runs';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addresses } from '../../support/many-runs/addresses.js';
import { explainedDatabase } from '../../support/many-runs/explained-database.js';
import { fillRecords } from '../../support/many-runs/fill-records.js';
import { useConsole } from '../../support/use-console.js';

let sql: Sql;
const database = explainedDatabase(() => sql);
const used = useConsole({ runs: openRuns({ on: database }) });

/** Pages of 8 kB that an answer may read: a quarter of the records, in less than 100 ms. */
const mostPages = 25_000;

/** Characters of an answer: it fits the page, however many runs and lines there are. */
const mostCharacters = 400_000;

beforeAll(async () => {
  sql = postgres(used.url, { max: 1, onnotice: () => undefined });
  await fillRecords(sql);
}, 900_000);

afterAll(() => sql.end());

test.each(Object.entries(addresses))(
  'W05 100,000 runs and 1,000,000 lines, %s: little is read, and sent',
  async (_, path) => {
    database.takePages();
    database.takeScanned();
    const answer = await used.ask(`/api${path}`, { as: 'data' });
    expect(answer.status).toBe(200);
    expect(database.takePages()).toBeLessThan(mostPages);
    expect(database.takeScanned()).toEqual([]);
    expect((await answer.text()).length).toBeLessThan(mostCharacters);
  },
);
