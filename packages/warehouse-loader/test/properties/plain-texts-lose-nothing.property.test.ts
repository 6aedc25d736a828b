import { databaseEncoding } from '@wdh/postgres';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ruleOfColumn } from '../../src/values/rules/rule-of-column.js';
import type { TextRule } from '../../src/values/rules/text-rule.js';

const numeric = (precision: number, scale: number): number => ((precision << 16) | scale) + 4;

const columns = [
  ['numeric', numeric(18, 4)],
  ['numeric', numeric(9, 0)],
  ['date', -1],
  ['time', -1],
  ['timetz', 0],
  ['timestamp', -1],
  ['timestamp', 0],
  ['timestamptz', 3],
  ['money', -1],
  ['oid', -1],
] as const;

const reading = {
  zone: { timeZone: 'UTC', isStated: false },
  readsMoneyPoint: true,
  encoding: databaseEncoding('UTF8'),
  takesSpecial: false,
  areJsonValues: false,
  numberTexts: null,
};

function ruleOf(baseType: string, modifier: number, elementType: string | null = null): TextRule {
  const noParts = { bounds: null, attributes: null };
  const column = { baseType, modifier, elementType, ...noParts, refusesEmpty: true };
  const rule = ruleOfColumn(column, reading);
  if (rule === null) throw new Error(`No rule for ${baseType}.`);
  return rule;
}

test.each(columns)(
  'a text of %s(%i) that is taken for plain passes the check',
  (baseType, modifier) => {
    const rule = ruleOf(baseType, modifier);
    fc.assert(
      fc.property(fc.stringMatching(rule.plain ?? /x/), (text) => {
        expect(() => {
          rule.check(text);
        }).not.toThrow();
      }),
      { numRuns: 300 },
    );
  },
);

test('an array is checked like its elements, in any notation', () => {
  const element = ruleOf('numeric', numeric(8, 2));
  const array = ruleOf('_numeric', numeric(8, 2), 'numeric');
  const passes = (rule: TextRule, text: string): boolean => {
    try {
      rule.check(text);
      return true;
    } catch {
      return false;
    }
  };
  const number = fc.integer({ min: -99_999, max: 99_999 }).map((value) => String(value / 1_000));
  const written = fc.tuple(number, fc.boolean());
  fc.assert(
    fc.property(fc.array(written, { minLength: 1 }), ([...elements]) => {
      const literal = elements.map(([text, isQuoted]) => (isQuoted ? `"${text}"` : ` ${text} `));
      const fits = elements.every(([text]) => passes(element, text));
      expect(passes(array, `{{${literal.join(',')}},NULL}`)).toBe(fits);
      expect(passes(array, `[0:1]={${literal.join(',')}}`)).toBe(fits);
    }),
  );
});
