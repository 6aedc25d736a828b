import { date, integer, pgTable, text } from 'drizzle-orm/pg-core';

/** The target: one row for each distinct record of a wildlife strike. */
export const wildlifeStrikes = pgTable('wildlife_strikes', {
  /** SHA-256 over the record, because the file has no key. */
  strike_id: text().primaryKey(),
  airport_name: text().notNull(),
  aircraft_make_model: text().notNull(),
  effect_amount_of_damage: text().notNull(),
  flight_date: date({ mode: 'string' }).notNull(),
  aircraft_airline_operator: text().notNull(),
  origin_state: text().notNull(),
  phase_of_flight: text().notNull(),
  wildlife_size: text().notNull(),
  wildlife_species: text().notNull(),
  time_of_day: text().notNull(),
  cost_other: integer().notNull(),
  cost_repair: integer().notNull(),
  cost_total: integer().notNull(),
  speed_ias_in_knots: integer(),
});

/** A row of the target. */
export type WildlifeStrike = typeof wildlifeStrikes.$inferInsert;
