/** How long workloads took, each as a multiple of the reference workload of the same run. */
export type Ratios = Readonly<Record<string, number>>;

/** Slower by this part of the baseline is worth a warning. */
const tolerance = 0.2;

/** Warns of workloads that became slower, with name, baseline, current figure and percentage. */
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
