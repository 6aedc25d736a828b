import { expect, it } from 'vitest';
import { withGroups } from './measured-groups.js';

const on = {
  ...{ machine: '2 x CPU', node: 'v20', postgres: '17', settings: ['fsync = on'] },
  ...{ rows: 1_000_000, rounds: 5 },
};
const figure = { what: 'psql', unit: 's', measured: 2.123456, lowest: 1.999999, highest: 3 };
const now = new Date('2026-11-30T12:00:00Z');

it('replaces groups that were measured again, and keeps the others', () => {
  const earlier = withGroups({}, { on, groups: { append: [figure], wide: [figure] } }, now);
  const changed = { ...figure, measured: 1 };
  const later = withGroups(earlier, { on: { ...on, rounds: 3 }, groups: { wide: [changed] } }, now);
  expect(later['append']).toBe(earlier['append']);
  expect(later['wide']).toMatchObject({ day: '2026-11-30', on: { rounds: 3 } });
  expect(later['wide']?.figures[0]?.measured).toBe(1);
});

it('rounds figures to four digits', () => {
  const { append } = withGroups({}, { on, groups: { append: [figure] } }, now);
  expect(append?.figures).toEqual([
    { what: 'psql', unit: 's', measured: 2.123, lowest: 2, highest: 3 },
  ]);
});
