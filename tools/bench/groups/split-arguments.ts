/** Arguments of `npm run bench`, of which the benchmarks receive the others. */
export interface BenchArguments {
  readonly only: readonly string[];
  readonly json: string | null;
  readonly others: readonly string[];
}

/** Separates `--only` and `--json`, as `--only a,b` or `--only=a,b`, from the arguments of the benchmarks. */
export function splitArguments(argv: readonly string[]): BenchArguments {
  const args = argv.flatMap((arg) => {
    const [, name = '', value = ''] = /^(--(?:only|json))=(.*)$/.exec(arg) ?? [];
    return name === '' ? [arg] : [name, value];
  });
  const valueOf = (name: string): string | null => {
    const at = args.indexOf(name);
    const [, value = ''] = at < 0 ? [] : args.splice(at, 2);
    return value === '' ? null : value;
  };
  const only =
    valueOf('--only')
      ?.split(',')
      .filter((name) => name !== '') ?? [];
  return { only, json: valueOf('--json'), others: args };
}
