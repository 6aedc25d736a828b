/** The parts of a profile that are read, as `node --cpu-prof` writes it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

/** Which part of a load the code of a file belongs to, the first that matches. */
const parts: readonly (readonly [part: string, url: RegExp])[] = [
  [
    'validation',
    /\/(?:valibot|compiled-valibot)\/|\/steps\/(?:validate-rows|row-validator)|\/validation\//,
  ],
  ['hashing', /\/runs\/dist\/claims\/|^node:.*crypto/],
  ['reading', /\/file-connector\/|\/papaparse\/|\/udsv\/|^node:.*(?:fs|zlib|decoder|encoding)/],
  ['encoding', /\/warehouse-loader\/dist\/(?:copy|values|profile|rejection)\//],
  ['loader', /\/warehouse-loader\/|\/runs\//],
  ['pipeline', /\/pipeline-core\//],
  ['driver', /\/postgres\/|^node:.*(?:net|stream|tls)/],
];

/**
 * Sums the time of the samples by part. Code without a file, such as built-in functions, belongs to
 * its nearest caller that has a part; waiting is left out.
 */
export function secondsByPart(profile: CpuProfile): ReadonlyMap<string, number> {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const partOf = new Map<number, string>();
  const walk = (id: number, caller: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const { functionName, url } = node.callFrame;
    const own = parts.find(([, pattern]) => pattern.test(url))?.[0];
    const part = /^\((?:idle|garbage collector|program)\)$/.test(functionName)
      ? functionName.slice(1, -1)
      : (own ?? caller);
    partOf.set(id, part);
    for (const child of node.children ?? []) walk(child, part);
  };
  const [root] = profile.nodes;
  if (root !== undefined) walk(root.id, 'other');
  const seconds = new Map<string, number>();
  for (const [at, id] of profile.samples.entries()) {
    const part = partOf.get(id) ?? 'other';
    if (part === 'idle') continue;
    seconds.set(part, (seconds.get(part) ?? 0) + (profile.timeDeltas[at] ?? 0) / 1e6);
  }
  return seconds;
}
