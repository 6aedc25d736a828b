import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import type { Finding } from '../../checks/finding.js';

/** An instruction of a stage, with what follows its keyword. */
interface Instruction {
  readonly keyword: string;
  readonly content: string;
}

/** Reports mistakes in a Dockerfile and settings that reduce the security of its images. */
export function lintDockerfile(path: string, text: string): readonly Finding[] {
  const froms = DockerfileParser.parse(text).getFROMs();
  const names = froms.map((from) => from.getBuildStage());
  return [
    ...validate(text).map(({ range, message }) => ({
      path,
      line: range.start.line + 1,
      message: typeof message === 'string' ? message : message.value,
    })),
    ...froms
      .filter((from) => from.getImageDigest() === null && !names.includes(from.getImage()))
      .map((from) => ({
        path,
        line: from.getRange().start.line + 1,
        message: `pin ${from.getImage() ?? 'the image'} by digest`,
      })),
    ...(froms.length < 2 ? [{ path, message: 'build in a separate stage' }] : []),
    ...targetsOf(text).flatMap(([name, instructions]) =>
      lintTarget(name, instructions).map((message) => ({ path, message })),
    ),
  ];
}

function lintTarget(name: string, instructions: readonly Instruction[]): readonly string[] {
  const contents = (keyword: string): readonly string[] =>
    instructions.filter((one) => one.keyword === keyword).map(({ content }) => content);
  const user = contents('USER').at(-1);
  return [
    ...(user === undefined || /^(root|0)(:|$)/.test(user)
      ? [`run target ${name} as another USER than root`]
      : []),
    ...(contents('HEALTHCHECK').length === 0 ? [`target ${name} has no HEALTHCHECK`] : []),
  ];
}

/** Returns the images that are used, each with the instructions of its stage and those below it. */
function targetsOf(text: string): readonly (readonly [string, readonly Instruction[]])[] {
  const stages = new Map<string, Instruction[]>();
  const needed = new Set<string>();
  let own: Instruction[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const content = instruction.getArgumentsContent() ?? '';
    if (keyword === 'FROM') {
      const [image = '', , name = `stage ${stages.size}`] = content.split(' ');
      own = [...(stages.get(image) ?? [])];
      stages.set(name, own);
      needed.add(image);
    }
    const copied = /^COPY --from=(\S+)/.exec(
      text.split('\n')[instruction.getRange().start.line] ?? '',
    );
    if (copied?.[1] !== undefined) needed.add(copied[1]);
    own.push({ keyword, content });
  }
  return [...stages].filter(([name]) => !needed.has(name));
}
