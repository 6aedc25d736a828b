/** A figure, as a benchmark writes it. */
export interface MeasuredFigure {
  readonly what: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly measured: number;
  readonly lowest?: number;
  readonly highest?: number;
  /** The limit, if there is one. */
  readonly atMost?: number;
}

/** The circumstances of a measurement. */
export interface Measurement {
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly settings: readonly string[];
  readonly rows: number;
  readonly rounds: number;
}

/** What a benchmark writes to its `--json FILE`. */
export interface BenchOutput {
  readonly on: Measurement;
  readonly groups: Readonly<Record<string, readonly MeasuredFigure[]>>;
}

/** A file of figures of several runs: for each group, the latest. */
export type MeasuredGroups = Readonly<
  Record<
    string,
    { readonly day: string; readonly on: Measurement; readonly figures: readonly MeasuredFigure[] }
  >
>;

/** Adds the groups of a run to earlier ones; a group that was measured again is replaced. */
export function withGroups(
  earlier: MeasuredGroups,
  { on, groups }: BenchOutput,
  now: Date,
): MeasuredGroups {
  const day = now.toISOString().slice(0, 10);
  const measured = Object.entries(groups).map(([name, figures]) => [
    name,
    { day, on, figures: figures.map((figure) => rounded(figure)) },
  ]);
  return { ...earlier, ...(Object.fromEntries(measured) as MeasuredGroups) };
}

/** Four digits: more of them say nothing, and would change with each run. */
function rounded(figure: MeasuredFigure): MeasuredFigure {
  const { measured, lowest, highest } = figure;
  return {
    ...{ ...figure, measured: fourDigits(measured) },
    ...(lowest === undefined ? {} : { lowest: fourDigits(lowest) }),
    ...(highest === undefined ? {} : { highest: fourDigits(highest) }),
  };
}

const fourDigits = (value: number): number => Number(value.toPrecision(4));
