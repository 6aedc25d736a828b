/** The limits of a process. */
export interface ProcessLimits {
  /** Open files and sockets. Node itself needs about 25. */
  readonly descriptors?: number;
  /** Size of a file that it writes, in blocks of 512 bytes; beyond, it gets EFBIG. */
  readonly fileBlocks?: number;
  /** Memory of JavaScript objects, in MB. */
  readonly heapMb?: number;
}

/**
 * The shell ignores SIGXFSZ for the program that replaces it, so that a too large file is an error,
 * not a kill.
 */
function script({ descriptors, fileBlocks }: ProcessLimits): string {
  return [
    ...(descriptors === undefined ? [] : [`ulimit -n ${descriptors}`]),
    ...(fileBlocks === undefined ? [] : ["trap '' XFSZ", `ulimit -f ${fileBlocks}`]),
    'exec "$@"',
  ].join(' && ');
}

/** Returns the command that runs Node with these arguments and within these limits. */
export function commandWithLimits(
  args: readonly string[],
  limits: ProcessLimits,
): readonly [string, ...string[]] {
  const { descriptors, fileBlocks, heapMb } = limits;
  const heap = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
  const node = [process.execPath, ...heap, ...args] as const;
  if (descriptors === undefined && fileBlocks === undefined) return node;
  return ['/bin/sh', '-c', script(limits), 'sh', ...node];
}
