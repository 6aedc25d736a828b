/** Whether a pattern reads a date, or a date and a time. */
export type PatternKind = 'date' | 'datetime';
