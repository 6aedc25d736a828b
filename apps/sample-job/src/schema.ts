import * as v from 'valibot';

/** Text that is not empty and fits its column. */
const text = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.regex(/[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u, 'must not be empty'),
    v.check(
      (value) => Array.from(value).length <= maxLength,
      `must not be longer than ${maxLength} characters`,
    ),
  );

const choice = <const Choices extends readonly string[]>(choices: Choices) =>
  v.picklist(choices, `must be one of ${choices.join(', ')}`);

/** A whole number of at most nine digits, so that sums of two fit PostgreSQL's integer. */
const wholeNumber = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9]\d{0,8})$/, 'must be a whole number from 0 to 999999999'),
  v.transform(Number),
);

/** A valid day of the calendar: February 30 is not. */
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date, YYYY-MM-DD'),
  v.check(existsInCalendar, 'must be a day that exists'),
);

function existsInCalendar(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // A day past the end of its month rolls over into the next one.
  return text >= '0001' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The schema of a record of the FAA Wildlife Strike Database. */
export const wildlifeStrikeSchema = v.pipe(
  v.object({
    airport_name: text(100),
    aircraft_make_model: text(50),
    effect_amount_of_damage: choice(['None', 'Minor', 'Medium', 'Substantial', 'B', 'C']),
    flight_date: day,
    aircraft_airline_operator: text(100),
    origin_state: text(50),
    phase_of_flight: choice([
      'Parked',
      'Taxi',
      'Take-off run',
      'Climb',
      'Descent',
      'Approach',
      'Landing Roll',
    ]),
    wildlife_size: choice(['Small', 'Medium', 'Large']),
    wildlife_species: text(100),
    time_of_day: choice(['Dawn', 'Day', 'Dusk', 'Night']),
    cost_other: wholeNumber,
    cost_repair: wholeNumber,
    cost_total: wholeNumber,
    speed_ias_in_knots: v.union(
      [
        v.pipe(
          v.literal(''),
          v.transform(() => null),
        ),
        wholeNumber,
      ],
      'must be a whole number from 0 to 999999999, or empty',
    ),
  }),
  v.forward(
    v.partialCheck(
      [['cost_other'], ['cost_repair'], ['cost_total']],
      (costs) => costs.cost_total === costs.cost_other + costs.cost_repair,
      'must be the sum of cost_other and cost_repair',
    ),
    ['cost_total'],
  ),
);

/** The type of a valid record. */
export type ValidRecord = v.InferOutput<typeof wildlifeStrikeSchema>;
