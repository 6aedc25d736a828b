import istanbul, {
  type CoverageMap,
  type CoverageMapData,
  type Location,
} from 'istanbul-lib-coverage';

/** Areas of the workspace; each has its own coverage threshold. */
export const areas = {
  domain: /^packages\/(pipeline-core|market-data|compiled-valibot)\/src\//,
  database: /^packages\/(postgres|migrations|runs)\/src\//,
  io: /^packages\/(file-connector|capture|budget|warehouse-loader|local-postgres)\/src\//,
  support: /^packages\/(config|logging)\/src\//,
  orchestration: /^(?:apps\/[^/]+|packages\/(?:job|queue|console|cli|nx))\/src\//,
  overall: /^(packages|apps)\/[^/]+\/src\//,
} as const;

/** The name of an area. */
export type Area = keyof typeof areas;

/** The coverage of an area in percent. */
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
 * Merges the coverage of several runs.
 *
 * Vite and tsc map a branch to the same beginning and to ends that differ by a few columns; it
 * would count twice. Therefore the columns of ends are removed.
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

/** An area without lines or branches counts as not covered: no test imported it. */
function percent({ covered, total }: { readonly covered: number; readonly total: number }): number {
  return total === 0 ? 0 : (100 * covered) / total;
}
