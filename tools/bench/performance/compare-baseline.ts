/** The times of workloads as multiples of the reference workload of the same run. */
export type Ratios = Readonly<Record<string, number>>;

/** The share of the baseline above which a slower workload causes a warning. */
const tolerance = 0.2;

/** Returns warnings for slower workloads, with name, baseline, result and percentage. */
export function findRegressions(baseline: Ratios, current: Ratios): readonly string[] {
  return Object.entries(current).flatMap(([name, ratio]) => {
    const before = baseline[name];
    if (before === undefined || ratio <= before * (1 + tolerance)) return [];
    const percent = Math.round((ratio / before - 1) * 100);
    return [
      `${name}: ${ratio.toFixed(2)} times the reference, ${before.toFixed(2)} in the baseline: ${percent} % slower`,
    ];
  });
}
