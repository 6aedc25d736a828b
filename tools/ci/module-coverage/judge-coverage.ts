import type { Area, AreaCoverage } from './coverage-area.js';

/** Coverage thresholds and the date from which they are enforced. */
export interface CoverageThresholds {
  /** The date (UTC) from which low coverage fails instead of causing a warning, as `YYYY-MM-DD`. */
  readonly enforceFrom: string;
  /** Percent that lines and branches must exceed. */
  readonly above: Readonly<Record<Area, number>>;
}

/** The result for the coverage of all areas. */
export interface CoverageVerdict {
  /** Whether it is sufficient, or not yet enforced. */
  readonly isPassed: boolean;
  readonly complaints: readonly string[];
}

/**
 * Compares coverage with its thresholds: before the date of enforcement it warns, then it fails.
 */
export function judgeCoverage(
  coverage: readonly AreaCoverage[],
  { above, enforceFrom }: CoverageThresholds,
  now: Date,
): CoverageVerdict {
  const complaints = coverage.flatMap(({ area, lines, branches }) =>
    Object.entries({ lines, branches })
      .filter(([, percent]) => percent <= above[area])
      .map(
        ([what, percent]) =>
          `${area}: ${percent.toFixed(1)} % of the ${what} are covered, not above ${above[area]} %`,
      ),
  );
  const isEnforced = now.getTime() >= Date.parse(enforceFrom);
  return {
    isPassed: complaints.length === 0 || !isEnforced,
    complaints: isEnforced
      ? complaints
      : complaints.map((complaint) => `warning until ${enforceFrom}: ${complaint}`),
  };
}

/** Formats coverage as a Markdown table. */
export function coverageTable(
  coverage: readonly AreaCoverage[],
  { above }: CoverageThresholds,
): string {
  return [
    '| area | lines | branches | above |',
    '| --- | ---: | ---: | ---: |',
    ...coverage.map(
      ({ area, lines, branches }) =>
        `| ${area} | ${lines.toFixed(1)} % | ${branches.toFixed(1)} % | ${above[area]} % |`,
    ),
  ].join('\n');
}
