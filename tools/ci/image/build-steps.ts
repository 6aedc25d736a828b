import { DockerfileParser } from 'dockerfile-ast';

/** One step of a Dockerfile that can run without a container engine. */
export type BuildStep =
  | { readonly kind: 'stage' }
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'run'; readonly command: string }
  /** `stage` is the number of the stage it copies from, or `null` for the build context. */
  | {
      readonly kind: 'copy';
      readonly from: string;
      readonly to: string;
      readonly stage: number | null;
    }
  | { readonly kind: 'start'; readonly command: readonly string[] };

/** Reads the steps of a Dockerfile; each step must be on one line. */
export function buildSteps(text: string): readonly BuildStep[] {
  const dockerfile = DockerfileParser.parse(text);
  const lines = text.split('\n');
  const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());
  return dockerfile.getInstructions().flatMap((instruction): readonly BuildStep[] => {
    const keyword = instruction.getKeyword();
    // Including its flags, which the parsed arguments omit.
    const content = lines[instruction.getRange().start.line]?.slice(keyword.length + 1) ?? '';
    switch (keyword) {
      case 'FROM':
        return [{ kind: 'stage' }];
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
        const stage = /^--from=(\S+)/.exec(content)?.[1] ?? null;
        return [{ kind: 'copy', from, to, stage: stage === null ? null : stages.indexOf(stage) }];
      }
      case 'ENTRYPOINT':
        return [{ kind: 'start', command: JSON.parse(content) as readonly string[] }];
      default:
        return [];
    }
  });
}
