import type { ValueType } from '../../catalog/column-type/value-type.js';
import type { TableColumn } from '../../catalog/table-catalog.js';
import { ValueRefusal } from '../refusal/value-refusal.js';
import type { TextSetting } from '../session/text-setting.js';
import { decimalRule } from './decimal-rule.js';
import { addressRule, bytesRule, hexBitsRule } from './form-rules.js';
import { bitRule, charRule, lengthRule, nameRule } from './length-rule.js';
import { macRule } from './mac-rule.js';
import { moneyRule } from './money-rule.js';
import { numberRule } from './number-rule.js';
import { arrayRule } from './parts/array-rule.js';
import { compositeRule } from './parts/composite-rule.js';
import { rangeRule } from './parts/range-rule.js';
import { bothRules, type TextRule } from './text-rule.js';
import { intervalRule } from './time/interval-rule.js';
import { mostDigits, timeRule } from './time/time-rule.js';
import { uniqueKeysRule, uniqueNamesRule } from './unique-names-rule.js';
import { unsignedRule } from './unsigned-rule.js';

function ruleOfType(type: string, modifier: number, setting: TextSetting): TextRule | null {
  const { takesSpecial } = setting;
  switch (type) {
    case 'int2':
    case 'int4':
    case 'int8':
    case 'float4':
    case 'float8':
      return numberRule(takesSpecial);
    case 'numeric':
      return modifier < 0
        ? numberRule(takesSpecial)
        : bothRules(decimalRule(modifier), numberRule(takesSpecial));
    case 'varchar':
    case 'bpchar':
      return modifier < 0 ? null : lengthRule(modifier - 4);
    case 'bit':
    case 'varbit':
      return modifier < 0 ? hexBitsRule : bothRules(bitRule(modifier), hexBitsRule);
    case 'oid':
    case 'xid':
    case 'cid':
      return unsignedRule(32);
    case 'xid8':
      return unsignedRule(64);
    case 'char':
      return charRule;
    case 'name':
      return nameRule;
    case 'money':
      return moneyRule(setting.readsMoneyPoint);
    case 'bytea':
      return bytesRule;
    case 'jsonb':
      return uniqueNamesRule;
    case 'inet':
    case 'cidr':
      return addressRule;
    case 'macaddr':
      return macRule(6);
    case 'macaddr8':
      return macRule(8);
    case 'hstore':
      return uniqueKeysRule;
    case 'date':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return timeRule(type, modifier < 0 ? mostDigits : modifier, setting);
    case 'interval':
      return intervalRule(modifier, takesSpecial);
    default:
      return null;
  }
}

/** Returns the rule for the texts of a type, or of the elements of an array; null for none. */
export function ruleOfElement(type: ValueType, setting: TextSetting): TextRule | null {
  const { baseType, elementType, modifier, bounds, attributes } = type;
  if (bounds !== null) {
    const bound = ruleOfTexts(bounds, setting);
    return bound === null ? null : rangeRule(bound);
  }
  if (attributes !== null) {
    return compositeRule(attributes.map((attribute) => ruleOfTexts(attribute, setting)));
  }
  return ruleOfType(elementType ?? baseType, modifier, setting);
}

function ruleOfTexts(type: ValueType, setting: TextSetting): TextRule | null {
  const element = ruleOfElement(type, setting);
  return type.elementType === null ? element : arrayRule(element);
}

/**
 * Returns the rule for the texts of a column; null if the server stores every text unchanged or
 * refuses it.
 */
export function ruleOfColumn(
  column: ValueType & Pick<TableColumn, 'refusesEmpty'>,
  setting: TextSetting,
): TextRule | null {
  const rule = ruleOfTexts(column, setting);
  return column.refusesEmpty ? notEmpty(rule) : rule;
}

/** The server's message for an empty or blank text does not explain how to load it as NULL. */
function notEmpty(rule: TextRule | null): TextRule {
  return {
    plain: rule?.plain ?? null,
    check: (text) => {
      if (text === '') {
        throw new ValueRefusal(
          'VALUE_INVALID',
          "an empty text, which its type does not have: nullValues: [''] of the source makes it NULL",
        );
      }
      if (text.startsWith(' ') && text.trim() === '') {
        throw new ValueRefusal(
          'VALUE_INVALID',
          'blanks only, which its type does not have: trim the text before the load, or name it in nullValues of the source',
        );
      }
      rule?.check(text);
    },
  };
}
