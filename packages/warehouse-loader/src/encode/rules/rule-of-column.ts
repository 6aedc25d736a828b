import { wouldChange } from '../value-refusal.js';
import type { TableColumn } from '../../target/table-catalog.js';
import { arrayRule } from './array-rule.js';
import { decimalRule } from './decimal-rule.js';
import { bitRule, charRule, lengthRule, nameRule } from './length-rule.js';
import type { TextRule } from './text-rule.js';
import { timeRangeRule } from './time-range-rule.js';
import { timeRule } from './time-rule.js';
import { unsignedRule } from './unsigned-rule.js';

/** Money has as many digits as the server's locale says, which is hardly ever more than two. */
const moneyRule: TextRule = {
  plain: null,
  check: (text) => {
    if (!/\.\d\d\d*[1-9]/.test(text)) return;
    throw wouldChange('more than 2 digits after the point, to which the column rounds');
  },
};

/** Finds the rule for the texts of a column, or those of the elements of an array; null for none. */
export function ruleOfElement({ baseType, elementType, modifier }: TableColumn): TextRule | null {
  const type = elementType ?? baseType;
  switch (type) {
    case 'numeric':
      return modifier < 0 ? null : decimalRule(modifier);
    case 'varchar':
    case 'bpchar':
      return modifier < 0 ? null : lengthRule(modifier - 4);
    case 'bit':
    case 'varbit':
      return modifier < 0 ? null : bitRule(modifier);
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
      return moneyRule;
    case 'date':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
    case 'interval':
      return timeRule(type, modifier);
    case 'daterange':
    case 'datemultirange':
      return timeRangeRule('date');
    case 'tsrange':
    case 'tsmultirange':
      return timeRangeRule('timestamp');
    case 'tstzrange':
    case 'tstzmultirange':
      return timeRangeRule('timestamptz');
    default:
      return null;
  }
}

/** Finds the rule for the texts of a column; null where the server keeps or refuses every text. */
export function ruleOfColumn(column: TableColumn): TextRule | null {
  const element = ruleOfElement(column);
  return element === null || column.elementType === null ? element : arrayRule(element);
}
