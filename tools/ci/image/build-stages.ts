import { DockerfileParser } from 'dockerfile-ast';

/** One step of a Dockerfile that can run without a container engine. */
export type BuildStep =
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'run'; readonly command: string }
  /** `stage` is the name of the stage it copies from, or `null` for the build context. */
  | {
      readonly kind: 'copy';
      readonly from: string;
      readonly to: string;
      readonly stage: string | null;
    }
  | { readonly kind: 'start'; readonly command: readonly string[] };

/** A stage of a Dockerfile. */
export interface BuildStage {
  readonly name: string;
  /** The stage that it builds on, or `null` for an image of a registry. */
  readonly base: string | null;
  readonly steps: readonly BuildStep[];
}

/** Reads the stages of a Dockerfile in order; each has a name, and each step must be on one line. */
export function buildStages(text: string): readonly BuildStage[] {
  const dockerfile = DockerfileParser.parse(text);
  const lines = text.split('\n');
  const names = dockerfile.getFROMs().map((from) => from.getBuildStage() ?? '');
  const stages: (BuildStage & { readonly steps: BuildStep[] })[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    // Including its flags, which the parsed arguments omit.
    const content = lines[instruction.getRange().start.line]?.slice(keyword.length + 1) ?? '';
    if (keyword === 'FROM') {
      const [image = '', , name = ''] = content.split(' ');
      stages.push({ name, base: names.includes(image) ? image : null, steps: [] });
    }
    stages.at(-1)?.steps.push(...stepOf(keyword, content));
  }
  return stages;
}

function stepOf(keyword: string, content: string): readonly BuildStep[] {
  switch (keyword) {
    case 'ENV':
      return [
        {
          kind: 'environment',
          variables: Object.fromEntries(
            content.split(' ').map((assignment) => assignment.split('=', 2)),
          ) as Record<string, string>,
        },
      ];
    case 'RUN':
      return [{ kind: 'run', command: content }];
    case 'COPY': {
      const [from = '', to = ''] = content.replace(/^--from=\S+ /, '').split(' ');
      return [{ kind: 'copy', from, to, stage: /^--from=(\S+)/.exec(content)?.[1] ?? null }];
    }
    case 'ENTRYPOINT':
      return [{ kind: 'start', command: JSON.parse(content) as readonly string[] }];
    default:
      return [];
  }
}

/** Returns the names of the stages that are images to use: no other stage needs them. */
export function buildTargets(stages: readonly BuildStage[]): readonly string[] {
  const needed = stages.flatMap(({ base, steps }) => [
    base,
    ...steps.map((step) => (step.kind === 'copy' ? step.stage : null)),
  ]);
  return stages.map(({ name }) => name).filter((name) => !needed.includes(name));
}
