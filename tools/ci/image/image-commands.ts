/** An image that a Dockerfile makes. */
export interface Image {
  readonly dockerfile: string;
  /** The stage of the Dockerfile. */
  readonly target: string;
  /** Without registry and owner, such as `sample-job`. */
  readonly name: string;
}

/** Options of the image builds. */
export interface ImageBuild {
  readonly images: readonly Image[];
  /** Registry, owner and repository. */
  readonly place: string;
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

const builder = 'wdh-builder';

/** The name of the image of a target of an app: that of the app for `job`, otherwise with the target. */
export function imageName(app: string, target: string): string {
  return target === 'job' ? app : `${app}-${target}`;
}

/**
 * Returns the docker commands that build images, start each once and optionally push them.
 *
 * With an account, layers are read from the image `<image>:cache`, which is written when the image
 * is pushed: a layer is built again only if its input changed. Docker's default builder cannot
 * write such an image, so another one is created.
 */
export function imageCalls(build: ImageBuild): readonly DockerCall[] {
  const { images, place, account } = build;
  const registry = place.split('/')[0] ?? '';
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
    ...images.flatMap((image) => callsOf(image, build)),
  ];
}

function callsOf(
  { dockerfile, target, name }: Image,
  { place, commit, account, isPushed }: ImageBuild,
): readonly DockerCall[] {
  const image = `${place}/${name}`;
  const localTag = `wdh-${name}`;
  const tags = [`${image}:main-${commit}`, `${image}:latest`];
  const cache = `type=registry,ref=${image}:cache`;
  return [
    {
      args: [
        ...['buildx', 'build', '--load', '--file', dockerfile, '--target', target],
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
