/** The counts of a capture. */
export interface CaptureCounts {
  /** Messages acknowledged to a segment. */
  readonly messages: number;
  readonly bytes: number;
  readonly segments: {
    readonly loaded: number;
    /** Loaded by an earlier capture, which was killed before it could note it. */
    readonly skipped: number;
    /** Could not be loaded for what they contain. */
    readonly failed: number;
    readonly waiting: number;
    /** Left open by an earlier capture, and closed by this one. */
    readonly recovered: number;
  };
  /** Rows of the loaded segments that were rejected. */
  readonly rejected: number;
  readonly gaps: { readonly gaps: number; readonly missing: number };
  /** Connections that were opened after one was lost. */
  readonly reconnects: number;
  /** Connections and attempts that ended, by reason. */
  readonly ends: Readonly<Record<string, number>>;
}
