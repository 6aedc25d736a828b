import { afterAll, beforeAll, inject } from 'vitest';
import { openWorkplace, type Workplace } from './workplace.js';

/** Opens a {@link Workplace} for all tests of a file. */
export function useWorkplace(): Workplace {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
  });
  afterAll(() => place[Symbol.asyncDispose]());
  return {
    get folder() {
      return place.folder;
    },
    get databaseUrl() {
      return place.databaseUrl;
    },
    get sql() {
      return place.sql;
    },
    run: (...args) => place.run(...args),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
