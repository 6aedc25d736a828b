/** The columns of the FAA's export, and what they are called in the warehouse. */
export const columns = {
  'Airport Name': 'airport_name',
  'Aircraft Make Model': 'aircraft_make_model',
  'Effect Amount of damage': 'effect_amount_of_damage',
  'Flight Date': 'flight_date',
  'Aircraft Airline Operator': 'aircraft_airline_operator',
  'Origin State': 'origin_state',
  'Phase of flight': 'phase_of_flight',
  'Wildlife Size': 'wildlife_size',
  'Wildlife Species': 'wildlife_species',
  'Time of day': 'time_of_day',
  'Cost Other': 'cost_other',
  'Cost Repair': 'cost_repair',
  'Cost Total $': 'cost_total',
  'Speed IAS in knots': 'speed_ias_in_knots',
} as const;

/** A column as the file names it. */
export type SourceColumn = keyof typeof columns;

/** A column as the warehouse names it. */
export type Column = (typeof columns)[SourceColumn];

/** The columns that a file must have, as it names them. */
export const sourceColumns = Object.keys(columns) as readonly SourceColumn[];

/** A record as the file holds it. */
export type SourceRecord = Readonly<Record<SourceColumn, string>>;

/** The same record under the names of the warehouse. */
export type RenamedRecord = Readonly<Record<Column, string>>;
