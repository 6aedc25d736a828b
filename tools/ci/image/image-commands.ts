/** What the image is built for. */
export interface ImageBuild {
  readonly dockerfile: string;
  /** Name of the image in its registry, without a tag. */
  readonly image: string;
  readonly commit: string;
  /** Of the registry; without one nothing is fetched from it, and nothing is pushed. */
  readonly account: { readonly user: string; readonly token: string } | null;
  readonly isPushed: boolean;
}

/** One call of docker. */
export interface DockerCall {
  readonly args: readonly string[];
  /** For its standard input. */
  readonly input?: string;
}

/** Name that the image has on the machine that built it, for those who look at it there. */
const localTag = 'wdh-sample-job';
const builder = 'wdh-builder';

/**
 * Returns the calls of docker that build an image, start it once and, where asked, push it.
 *
 * With an account, layers come from the image `<image>:cache`, which is written where the image is
 * pushed: a layer is built again only when what it is made of changed. The builder that docker brings
 * cannot write such an image, so that another one is made.
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
