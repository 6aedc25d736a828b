/** The columns of the FAA's export and their names in the warehouse. */
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

/** The name of a column in the file. */
export type SourceColumn = keyof typeof columns;

/** The name of a column in the warehouse. */
export type Column = (typeof columns)[SourceColumn];

/** The required columns of a file, by their names in the file. */
export const sourceColumns = Object.keys(columns) as readonly SourceColumn[];

/** A record of the file. */
export type SourceRecord = Readonly<Record<SourceColumn, string>>;

/** The same record with the column names of the warehouse. */
export type RenamedRecord = Readonly<Record<Column, string>>;
