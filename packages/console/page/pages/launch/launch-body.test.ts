import { describe, expect, it } from 'vitest';
import type { WireLaunchForm } from '../../../src/wire/jobs.js';
import { newId } from '../../api/new-id.js';
import { schemaFields } from '../../form/schema-fields.js';
import { launchBody } from './launch-body.js';
import { launchState, percentOf } from './launch-state.js';

const form: WireLaunchForm = {
  params: {
    type: 'object',
    properties: { month: { type: 'string' }, limit: { type: 'integer', default: 10 } },
    required: ['month'],
  },
  hasParams: true,
  modes: ['append', 'upsert', 'replace'],
  mode: 'upsert',
  onBadRow: 'collect',
  errorThreshold: 0.07,
  example: 'people.csv',
  needsInput: false,
  folders: [{ id: 0, name: 'in', allowsUploads: false }],
  partitions: [],
  runsIn: 'console',
};
const fields = schemaFields(form.params ?? {}, 'params');
const fresh = launchState(form, fields, { repeated: null, partition: '' });
const executionId = newId();
const bodyOf = (
  changes: Partial<typeof fresh>,
  { parent = null, of = form }: { parent?: string | null; of?: WireLaunchForm } = {},
) => launchBody({ form: of, fields, executionId, parent }, { ...fresh, ...changes });

describe('launchBody', () => {
  it('leaves out what is as the job declares it', () => {
    expect(bodyOf({ texts: { ...fresh.texts, 'params.month': '2026-01' } })).toEqual({
      body: { executionId, request: { params: { month: '2026-01', limit: 10 } } },
      problems: {},
    });
  });

  it('sends what the reader changes', () => {
    const { body, problems } = bodyOf({
      inputKind: 'chosen',
      input: { folder: 0, path: '2026/people.csv' },
      mode: 'append',
      threshold: '12.5',
      isDryRun: true,
      isForced: true,
      partition: '2026-01',
      inputVersion: ' 2 ',
      encoding: 'utf-16le',
      texts: { 'params.month': 'x' },
    });
    expect(problems).toEqual({});
    expect(body).toEqual({
      executionId,
      input: { folder: 0, path: '2026/people.csv' },
      request: {
        mode: 'append',
        errorThreshold: 0.125,
        dryRun: true,
        force: true,
        partition: '2026-01',
        inputVersion: '2',
        encoding: 'utf-16le',
        params: { month: 'x' },
      },
    });
  });

  it('does not send a share where the first bad row ends the run', () => {
    const { body, problems } = bodyOf({
      onBadRow: 'stop',
      threshold: 'no number',
      texts: { 'params.month': 'x' },
    });
    expect(problems).toEqual({});
    expect(body.request).toEqual({ onBadRow: 'stop', params: { month: 'x' } });
  });

  it('names what is missing and wrong', () => {
    const { problems } = bodyOf({ inputKind: 'chosen', threshold: '101' });
    expect(problems).toEqual({
      input: 'Choose a file.',
      errorThreshold: 'Write a number of percent, from 0 to 100.',
      'params.month': 'This is needed.',
    });
  });

  it.each([
    ['{"month": "x"}', { month: 'x' }, undefined],
    ['', {}, undefined],
    ['[1]', {}, 'Write an object, such as {"name": "value"}.'],
    ['"x"', {}, 'Write an object, such as {"name": "value"}.'],
  ])('reads parameters that are written as JSON: %j', (paramsJson, params, problem) => {
    const { body, problems } = bodyOf({ paramsJson });
    expect([body.request.params, problems['params']]).toEqual([params, problem]);
  });

  it('sends no parameters of a job that has none', () => {
    const of = { ...form, params: null, hasParams: false };
    expect(bodyOf({}, { of }).body.request).toEqual({});
  });
});

describe('launchState', () => {
  const repeated = {
    executionId: 'e',
    inputFilePath: '/in/people.csv',
    request: {
      input: '/in/people.csv',
      mode: 'append',
      errorThreshold: 0.2,
      force: true,
      partition: '2026-02',
      params: { month: '2026-02', token: '[redacted]' },
    },
  };

  it('holds the request of a run, which is asked for as it was', () => {
    const state = launchState(form, fields, { repeated, partition: '' });
    expect(state.texts).toEqual({ 'params.month': '2026-02' });
    const { body, problems } = launchBody({ form, fields, executionId, parent: 'e' }, state);
    expect(problems).toEqual({});
    expect(body).toEqual({
      executionId,
      parent: 'e',
      keepsInput: true,
      request: {
        mode: 'append',
        errorThreshold: 0.2,
        force: true,
        partition: '2026-02',
        params: { month: '2026-02' },
      },
    });
  });

  it('begins with JSON where the schema describes no fields', () => {
    const open = { ...form, params: null };
    const state = launchState(open, null, { repeated, partition: '' });
    expect(state.paramsJson).toBe('{\n  "month": "2026-02"\n}');
    expect(launchState(open, null, { repeated: null, partition: '' }).paramsJson).toBe('{}');
  });

  it('asks for a file where the job finds none', () => {
    const bare = { ...form, needsInput: true };
    const state = launchState(bare, fields, { repeated: null, partition: '2026-03' });
    expect(state).toMatchObject({ inputKind: 'chosen', partition: '2026-03', threshold: '7' });
  });
});

describe('percentOf', () => {
  it('writes shares without the noise of binary numbers', () => {
    expect([0.07, 0.1, 1, 0, 0.29].map(percentOf)).toEqual(['7', '10', '100', '0', '29']);
  });
});

describe('newId', () => {
  it('makes UUIDs of version 4, a new one each time', () => {
    const made = new Set(Array.from({ length: 50 }, newId));
    expect(made.size).toBe(50);
    const pattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u;
    expect([...made].filter((id) => !pattern.test(id))).toEqual([]);
  });
});
