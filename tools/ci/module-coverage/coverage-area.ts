import istanbul, {
  type CoverageMap,
  type CoverageMapData,
  type Location,
} from 'istanbul-lib-coverage';

/** Parts of the workspace whose coverage is looked at, each with a threshold of its own. */
export const areas = {
  domain: /^packages\/pipeline-core\/src\//,
  database: /^packages\/(postgres|migrations|runs)\/src\//,
  io: /^packages\/(file-connector|warehouse-loader|local-postgres)\/src\//,
  support: /^packages\/(config|logging)\/src\//,
  orchestration: /^apps\/[^/]+\/src\//,
  overall: /^(packages|apps)\/[^/]+\/src\//,
} as const;

/** The name of such a part. */
export type Area = keyof typeof areas;

/** How much of an area the tests run, in percent. */
export interface AreaCoverage {
  readonly area: Area;
  readonly lines: number;
  readonly branches: number;
}

/** Adds up the coverage of each area. The paths of the map are absolute, below `root`. */
export function coverageByArea(map: CoverageMap, root: string): readonly AreaCoverage[] {
  return (Object.keys(areas) as Area[]).map((area) => {
    const summary = istanbul.createCoverageSummary();
    for (const path of map.files()) {
      if (!areas[area].test(path.slice(root.length + 1))) continue;
      summary.merge(map.fileCoverageFor(path).toSummary());
    }
    return { area, lines: percent(summary.lines), branches: percent(summary.branches) };
  });
}

/**
 * Merges what several runs covered.
 *
 * Programs compiled by Vite and by tsc trace back to the same beginnings and to ends that differ by
 * a few columns; a branch that both know would count as two. So ends lose their columns.
 */
export function mergeCoverage(maps: readonly CoverageMap[]): CoverageMap {
  const merged = istanbul.createCoverageMap();
  for (const map of maps) {
    merged.merge(
      JSON.parse(JSON.stringify(map), (key, value: unknown) =>
        key === 'end' ? { ...(value as Location), column: null } : value,
      ) as CoverageMapData,
    );
  }
  return merged;
}

/** An area without a single line or branch is not covered: its tests did not look at it. */
function percent({ covered, total }: { readonly covered: number; readonly total: number }): number {
  return total === 0 ? 0 : (100 * covered) / total;
}
