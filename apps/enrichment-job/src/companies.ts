import { integer, pgTable, text } from 'drizzle-orm/pg-core';

/** The target: one row for each company. */
export const companies = pgTable('companies', {
  id: text().primaryKey(),
  name: text().notNull(),
  country: text().notNull(),
  industry: text().notNull(),
  employees: integer().notNull(),
});

/** A row of the target. */
export type EnrichedCompany = typeof companies.$inferInsert;
