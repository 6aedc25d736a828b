import type { Parameter, Queryable } from '@wdh/postgres';
import type { Sql } from 'postgres';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

/** A database that explains each statement before it runs it. */
export interface ExplainedDatabase extends Queryable {
  /** Pages of 8 kB that the statements since the last call have read. */
  readonly takePages: () => number;
  /** Tables that the statements since the last call have read from end to end. */
  readonly takeScanned: () => readonly string[];
}

/** Creates an {@link ExplainedDatabase} over connections that are open when its first statement runs. */
export function explainedDatabase(sql: () => Sql): ExplainedDatabase {
  let pages = 0;
  let scanned: string[] = [];
  return {
    query: async (text: string, parameters: readonly Parameter[] = []) => {
      const [row] = await sql().unsafe<{ 'QUERY PLAN': [{ readonly Plan: Plan }] }[]>(
        `explain (analyze, buffers, format json) ${text}`,
        [...parameters],
      );
      if (row === undefined) throw new Error('EXPLAIN returns one row.');
      const plan = row['QUERY PLAN'][0].Plan;
      pages += (plan['Shared Hit Blocks'] ?? NaN) + (plan['Shared Read Blocks'] ?? NaN);
      scanned.push(...nodesOf(plan).flatMap(scanOf));
      const rows: unknown = await sql().unsafe(text, [...parameters]);
      return rows as never;
    },
    takePages: () => {
      const taken = pages;
      pages = 0;
      return taken;
    },
    takeScanned: () => {
      const taken = scanned;
      scanned = [];
      return taken;
    },
  };
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const scanOf = (plan: Plan): readonly string[] =>
  plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : [];
