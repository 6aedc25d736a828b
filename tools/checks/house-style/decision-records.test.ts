import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { decisionRecords } from './decision-records.js';

const sections = ['Status', 'Context', 'Decision', 'Consequences', 'How it is checked'];
const record = (title: string, headings = sections): string =>
  [`# ${title}`, ...headings.map((heading) => `## ${heading}\n\nText.`)].join('\n\n');
const index = { 'docs/decisions/README.md': '- [Engine](0001-engine.md)\n' };
const messages = (texts: Readonly<Record<string, string>>): readonly string[] =>
  decisionRecords.check(inMemoryFiles({ ...index, ...texts })).map(({ message }) => message);

describe('decisionRecords', () => {
  it('accepts a record of five sections that the index lists', () => {
    expect(messages({ 'docs/decisions/0001-engine.md': record('0001: Engine') })).toEqual([]);
  });

  it('finds another set of headings', () => {
    const text = record('0001: Engine', sections.slice(1));
    expect(messages({ 'docs/decisions/0001-engine.md': text })).toEqual([
      'its headings are not Status, Context, Decision, Consequences, How it is checked',
    ]);
  });

  it('finds a record of more than 60 lines', () => {
    const text = record('0001: Engine') + '\nmore'.repeat(60);
    expect(messages({ 'docs/decisions/0001-engine.md': text })).toHaveLength(1);
  });

  it('finds a duplicate number', () => {
    const texts = {
      'docs/decisions/README.md': '[a](0001-engine.md) [b](0001-other.md)',
      'docs/decisions/0001-engine.md': record('0001: Engine'),
      'docs/decisions/0001-other.md': record('0001: Other'),
    };
    expect(messages(texts)).toEqual(['has the number of another record']);
  });

  it('finds another title, another name, and a record that the index does not list', () => {
    expect(messages({ 'docs/decisions/engine.md': record('Engine') })).toHaveLength(3);
  });
});
