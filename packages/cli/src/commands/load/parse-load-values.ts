import { InvalidArgumentError } from 'commander';

/** A column of `--columns`. */
export interface ColumnOption {
  readonly name: string;
  /** Its type in SQL, such as `numeric(12,2)`; null where none is given. */
  readonly type: string | null;
}

/** Reads the columns of a key: `order_id,line`. */
export function parseKey(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) {
    throw new InvalidArgumentError('Expected columns of the table, such as order_id,line.');
  }
  if (new Set(names).size < names.length) {
    throw new InvalidArgumentError('A column is named twice.');
  }
  return names;
}

/** A name of a type with its length or precision; no other SQL. */
const typeForm =
  /^[a-z_][\w$]*(?:\.[a-z_][\w$]*)?(?: (?:precision|varying))?(?:\(\d+(?:, ?\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])*$/i;

/** Reads columns: `id:bigint,price:numeric(12,2),note`. */
export function parseColumns(text: string): readonly ColumnOption[] {
  const columns = partsOf(text).map((part): ColumnOption => {
    const at = part.lastIndexOf(':');
    const name = (at === -1 ? part : part.slice(0, at)).trim();
    const type = at === -1 ? null : part.slice(at + 1).trim();
    if (name === '') {
      throw new InvalidArgumentError('Expected name or name:type, such as id:bigint,note:text.');
    }
    if (type !== null && !typeForm.test(type)) {
      throw new InvalidArgumentError(
        `The type of ${JSON.stringify(name)} is no type of PostgreSQL, such as numeric(12,2).`,
      );
    }
    return { name, type };
  });
  if (new Set(columns.map(({ name }) => name)).size < columns.length) {
    throw new InvalidArgumentError('A column is named twice.');
  }
  return columns;
}

/** Splits at commas outside of parentheses. */
const partsOf = (text: string): string[] => text.split(/,(?![^()]*\))/);

/** Adds `Old Name=new_name` to the new names given so far. */
export function addRename(
  text: string,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.lastIndexOf('=');
  const [from, to] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || from === '' || to === '') {
    throw new InvalidArgumentError('Expected "Name in the file=column_of_the_table".');
  }
  if (Object.hasOwn(given, from)) {
    throw new InvalidArgumentError(`The column ${JSON.stringify(from)} was renamed twice.`);
  }
  return { ...given, [from]: to };
}
