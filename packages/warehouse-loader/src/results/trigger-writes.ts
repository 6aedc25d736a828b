/** Rows that triggers and rules of the target wrote besides the rows of a load. */
export interface TriggerWrites {
  /** `schema.table`, quoted where needed: the target itself, or another table. */
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}
