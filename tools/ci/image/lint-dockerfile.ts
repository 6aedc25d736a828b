import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import type { Finding } from '../../checks/finding.js';

/** Reports mistakes in a Dockerfile and settings that reduce the security of its image. */
export function lintDockerfile(path: string, text: string): readonly Finding[] {
  const dockerfile = DockerfileParser.parse(text);
  const froms = dockerfile.getFROMs();
  const stages = froms.map((from) => from.getBuildStage());
  const keywords = (keyword: string): readonly string[] =>
    dockerfile
      .getInstructions()
      .filter(
        (instruction) =>
          instruction.getKeyword() === keyword &&
          instruction.getRange().start.line > (froms.at(-1)?.getRange().start.line ?? 0),
      )
      .map((instruction) => instruction.getArgumentsContent() ?? '');
  const user = keywords('USER').at(-1);
  return [
    ...validate(text).map(({ range, message }) => ({
      path,
      line: range.start.line + 1,
      message: typeof message === 'string' ? message : message.value,
    })),
    ...froms
      .filter((from) => from.getImageDigest() === null && !stages.includes(from.getImage()))
      .map((from) => ({
        path,
        line: from.getRange().start.line + 1,
        message: `pin ${from.getImage() ?? 'the image'} by digest`,
      })),
    ...(froms.length < 2 ? [{ path, message: 'build in a separate stage' }] : []),
    ...(user === undefined || /^(root|0)(:|$)/.test(user)
      ? [{ path, message: 'run as another USER than root' }]
      : []),
    ...(keywords('HEALTHCHECK').length === 0 ? [{ path, message: 'has no HEALTHCHECK' }] : []),
  ];
}
