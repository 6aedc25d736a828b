/** Rows that triggers and rules of the target wrote in addition to those of a load. */
export interface TriggerWrites {
  /** `schema.table`, quoted if needed: the target itself, or another table. */
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}
