import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { takeTurns } from './measure.js';
import type { Shape } from './shapes/shape.js';

/** Measures files of a shape into an empty table, compared with a manual COPY. */
export function shapeFigures(
  what: string,
  shape: Shape,
): (setting: BenchSetting) => Promise<readonly Figure[]> {
  return async (setting) => {
    const { database, files, rounds } = setting;
    const path = await files.shapePath(shape);
    const prepare = (): Promise<void> => database.prepareShape(shape);
    const digest = (): Promise<string> => database.digest(shape.name);
    const kinds = Object.fromEntries(shape.columns.map(({ name, kind }) => [name, kind]));
    const request = { table: shape.name, kinds, reading: { nullValues: [''] } };
    const load = (validate: boolean) => ({
      ...loadSubject(setting, path, { ...request, validate }),
      ...{ prepare, digest },
    });
    const times = await takeTurns(rounds, {
      copy: { prepare, run: () => database.copyByHand(path, shape.name), digest },
      validated: load(true),
      unvalidated: load(false),
    });
    const unit = `times ${database.byHand}`;
    return [
      secondsFigure(`${what}: ${database.byHand}`, times.copy),
      ratioFigure(
        { what: `${what}: validated, audited`, unit, atMost: 1.3 },
        times.validated,
        times.copy,
      ),
      ratioFigure({ what: `${what}: without validation`, unit }, times.unvalidated, times.copy),
    ];
  };
}
