import { csvDialects, encodings } from '@wdh/file-connector';
import { badRowPolicies } from '@wdh/job';
import { endStatuses, openStatuses } from '@wdh/runs';
import { loadModeNames } from '@wdh/warehouse-loader';
import { expect, it } from 'vitest';
import {
  badRowChoices,
  dialectChoices,
  encodingChoices,
  modeChoices,
  statusChoices,
} from './choices.js';

it('the choices of options are those of the packages', () => {
  expect(modeChoices).toEqual(loadModeNames);
  expect(badRowChoices).toEqual(badRowPolicies);
  expect(statusChoices).toEqual([...openStatuses, ...endStatuses]);
  expect(dialectChoices.toSorted()).toEqual(Object.keys(csvDialects).toSorted());
  expect(encodingChoices).toEqual(encodings);
});
