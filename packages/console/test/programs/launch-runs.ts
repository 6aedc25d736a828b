import { openLaunchingConsole } from '../support/launch/launching-console.js';

/** What a console that launches runs is started with. */
export interface LaunchArgument {
  readonly connectionUrl: string;
  /** The runs, by their ids, with their parameters. */
  readonly launches: Readonly<Record<string, object>>;
}

/** A console as a process, which is asked for runs; SIGTERM closes it. */
const { connectionUrl, launches } = JSON.parse(process.argv[2] ?? '{}') as LaunchArgument;
const console = await openLaunchingConsole(connectionUrl);
process.stdout.write('open\n');
for (const [executionId, params] of Object.entries(launches)) {
  const answer = await console.launch(executionId, params);
  process.stdout.write(`answer ${JSON.stringify(answer)}\n`);
}
process.stdout.write('asked\n');
process.on('SIGTERM', () => {
  void console.close().then(() => {
    process.stdout.write('closed\n');
    process.exit(0);
  });
});
setInterval(() => undefined, 60_000);
