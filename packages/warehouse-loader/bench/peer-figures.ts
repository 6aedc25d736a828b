import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { type Subject, takeTurns } from './measure.js';
import { openPeers } from './peers/open-peers.js';

/** Other programs that load the same file into the same table, in turns with psql and this loader. */
export async function peerFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const prepare = (): Promise<void> => database.prepareEmpty();
  const digest = (): Promise<string> => database.digest('records');
  await using opened = await openPeers();
  const others = opened.installed.map(({ name, run }): [string, Subject] => [
    name,
    { prepare, run: () => run(database.url, path), digest },
  ]);
  const subjects: Readonly<Record<string, Subject>> = {
    ...{ [database.byHand]: { prepare, run: () => database.copyByHand(path), digest } },
    ...{ 'WorkDataHub, validated, audited': { ...loadSubject(setting, path), digest } },
    ...Object.fromEntries(others),
  };
  const times = await takeTurns(rounds, subjects);
  const reference = times[database.byHand] ?? [];
  const unit = `times ${database.byHand}`;
  return Object.entries(times).map(([name, durations]) =>
    name === database.byHand
      ? secondsFigure(name, durations)
      : ratioFigure({ what: name, unit }, durations, reference),
  );
}
