/** Options of the image build. */
export interface ImageBuild {
  readonly dockerfile: string;
  /** Name of the image in its registry, without a tag. */
  readonly image: string;
  readonly commit: string;
  /** The account of the registry; without one, nothing is pulled or pushed. */
  readonly account: { readonly user: string; readonly token: string } | null;
  readonly isPushed: boolean;
}

/** One call of docker. */
export interface DockerCall {
  readonly args: readonly string[];
  /** Its standard input. */
  readonly input?: string;
}

/** The local name of the image. */
const localTag = 'wdh-sample-job';
const builder = 'wdh-builder';

/**
 * Returns the docker commands that build an image, start it once and optionally push it.
 *
 * With an account, layers are read from the image `<image>:cache`, which is written when the image
 * is pushed: a layer is built again only if its input changed. Docker's default builder cannot
 * write such an image, so another one is created.
 */
export function imageCalls(build: ImageBuild): readonly DockerCall[] {
  const { dockerfile, image, commit, account, isPushed } = build;
  const tags = [`${image}:main-${commit}`, `${image}:latest`];
  const cache = `type=registry,ref=${image}:cache`;
  const registry = image.split('/')[0] ?? '';
  return [
    ...(account === null
      ? []
      : [
          {
            args: ['login', registry, '--username', account.user, '--password-stdin'],
            input: account.token,
          },
          { args: ['buildx', 'create', '--name', builder, '--driver', 'docker-container'] },
        ]),
    {
      args: [
        ...['buildx', 'build', '--load', '--file', dockerfile],
        ...(account === null ? [] : ['--builder', builder, '--cache-from', cache]),
        ...(account !== null && isPushed ? ['--cache-to', `${cache},mode=max`] : []),
        ...[...tags, localTag].flatMap((tag) => ['--tag', tag]),
        '.',
      ],
    },
    { args: ['run', '--rm', localTag, '--help'] },
    ...(isPushed ? tags.map((tag) => ({ args: ['push', tag] })) : []),
  ];
}
