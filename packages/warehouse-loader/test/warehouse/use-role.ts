import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Warehouse } from './use-warehouse.js';

/** A role of the test file's own, which may write the audit tables and nothing else. */
export interface Role {
  readonly name: string;
  /** Address of the warehouse for this role. */
  readonly url: string;
}

/** Makes a {@link Role} before the tests of a file, and drops it after them. */
export function useRole(warehouse: Warehouse): Role {
  const name = `wdh_role_${randomBytes(4).toString('hex')}`;
  const audit = 'pipeline_executions, data_quality_metrics, rejected_rows';
  beforeAll(async () => {
    await warehouse.sql.unsafe(`
      create role ${name} login password '${name}';
      grant select, insert, update on ${audit} to ${name};
      grant usage on all sequences in schema public to ${name}`);
  });
  afterAll(async () => {
    await warehouse.sql.unsafe(`drop owned by ${name}; drop role ${name}`);
  });
  return {
    name,
    get url() {
      const url = new URL(warehouse.url);
      url.username = name;
      url.password = name;
      return url.href;
    },
  };
}
