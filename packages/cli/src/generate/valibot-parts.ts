/** A constant of a generated schema, which checks the cells of one type. */
export interface ValibotPart {
  readonly name: string;
  readonly code: string;
  /** The names of the parts that it uses. */
  readonly needs: readonly string[];
}

/** The parts in the order in which they can be declared. */
export const valibotParts: readonly ValibotPart[] = [
  {
    name: 'isDay',
    needs: [],
    code: `/** Whether a text begins with a day that exists: February 30 does not. */
function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(\`\${day}T00:00:00Z\`);
  // A day past the end of its month rolls over into the next one.
  return day >= '0001' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}`,
  },
  {
    name: 'integer',
    needs: [],
    code: `const integer = v.pipe(
  v.string(),
  v.regex(/^(?:0|-?[1-9]\\d{0,9})$/, 'must be a whole number'),
  v.transform(Number),
  v.minValue(-2_147_483_648, 'must be at least -2147483648'),
  v.maxValue(2_147_483_647, 'must be at most 2147483647'),
);`,
  },
  {
    name: 'bigint',
    needs: [],
    code: `const bigint = v.pipe(
  v.string(),
  v.regex(/^(?:0|-?[1-9]\\d{0,17})$/, 'must be a whole number of at most 18 digits'),
  v.transform((digits) => BigInt(digits)),
);`,
  },
  {
    name: 'numeric',
    needs: [],
    code: `/** A decimal stays text, so that every digit is kept. */
const numeric = v.pipe(
  v.string(),
  v.regex(/^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$/, 'must be a decimal such as 12.50'),
);`,
  },
  {
    name: 'word',
    needs: [],
    code: `const word = v.pipe(
  v.string(),
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((cell) => cell === 'true'),
);`,
  },
  {
    name: 'letter',
    needs: [],
    code: `const letter = v.pipe(
  v.string(),
  v.picklist(['t', 'f'], 'must be t or f'),
  v.transform((cell) => cell === 't'),
);`,
  },
  {
    name: 'date',
    needs: ['isDay'],
    code: `const date = v.pipe(
  v.string(),
  v.regex(/^\\d{4}-\\d\\d-\\d\\d$/, 'must be a date, YYYY-MM-DD'),
  v.check(isDay, 'must be a day that exists'),
);`,
  },
  {
    name: 'timestamp',
    needs: ['isDay'],
    code: `const timestamp = v.pipe(
  v.string(),
  v.regex(
    /^\\d{4}-\\d\\d-\\d\\d[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?$/,
    'must be a date and time without a time zone, YYYY-MM-DDThh:mm:ss',
  ),
  v.check(isDay, 'must be a day that exists'),
);`,
  },
  {
    name: 'timestamptz',
    needs: ['isDay'],
    code: `const timestamptz = v.pipe(
  v.string(),
  v.regex(
    /^\\d{4}-\\d\\d-\\d\\d[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,6})?)?(?:Z|[+-](?:0\\d|1[0-5])(?::?[0-5]\\d)?)$/,
    'must be a date and time with a time zone, YYYY-MM-DDThh:mm:ssZ',
  ),
  v.check(isDay, 'must be a day that exists'),
);`,
  },
  {
    name: 'uuid',
    needs: [],
    code: `const uuid = v.pipe(
  v.string(),
  v.regex(
    /^[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}$/,
    'must be a UUID in lower case',
  ),
);`,
  },
  {
    name: 'text',
    needs: [],
    code: `const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));`,
  },
  {
    name: 'orNull',
    needs: [],
    code: `/** An empty cell is null. */
const orNull = <Output>(schema: v.GenericSchema<string, Output>) =>
  v.pipe(
    v.nullable(v.string()),
    v.transform((cell) => (cell === '' ? null : cell)),
    v.nullable(schema),
  );`,
  },
];
