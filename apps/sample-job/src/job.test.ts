import { describe, expect, it } from 'vitest';
import type { SourceRecord } from './columns.js';
import { wildlifeStrikes } from './job.js';

const good: SourceRecord = {
  'Airport Name': 'LAGUARDIA NY',
  'Aircraft Make Model': 'B-737-300',
  'Effect Amount of damage': 'None',
  'Flight Date': '2000-02-29',
  'Aircraft Airline Operator': 'US AIRWAYS*',
  'Origin State': 'New York',
  'Phase of flight': 'Approach',
  'Wildlife Size': 'Small',
  'Wildlife Species': 'Laughing gull',
  'Time of day': 'Day',
  'Cost Other': '20',
  'Cost Repair': '5',
  'Cost Total $': '25',
  'Speed IAS in knots': '140',
};

const run = async (...records: SourceRecord[]) =>
  wildlifeStrikes.plan({}).pipeline({ stopOnError: false, errorThreshold: 1 }).run(records);

describe('the wildlife strikes pipeline', () => {
  it('renames and types every field', async () => {
    const { outputData } = await run(good);
    expect(outputData).toEqual([
      {
        strike_id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        airport_name: 'LAGUARDIA NY',
        aircraft_make_model: 'B-737-300',
        effect_amount_of_damage: 'None',
        flight_date: '2000-02-29',
        aircraft_airline_operator: 'US AIRWAYS*',
        origin_state: 'New York',
        phase_of_flight: 'Approach',
        wildlife_size: 'Small',
        wildlife_species: 'Laughing gull',
        time_of_day: 'Day',
        cost_other: 20,
        cost_repair: 5,
        cost_total: 25,
        speed_ias_in_knots: 140,
      },
    ]);
  });

  it('treats an empty speed as unknown', async () => {
    const { outputData } = await run({ ...good, 'Speed IAS in knots': '' });
    expect(outputData).toMatchObject([{ speed_ias_in_knots: null }]);
  });

  it('drops a record that repeats another in every field', async () => {
    const { ledger } = await run(good, { ...good, 'Cost Other': '19', 'Cost Total $': '24' }, good);
    expect(ledger).toMatchObject({ rowsIn: 3, rowsOut: 2, rowsFiltered: 1 });
  });

  it.each<[keyof SourceRecord, string, string]>([
    ['Airport Name', ' ', 'airport_name'],
    ['Airport Name', '\u200b', 'airport_name'],
    ['Aircraft Make Model', 'x'.repeat(51), 'aircraft_make_model'],
    ['Effect Amount of damage', 'Total', 'effect_amount_of_damage'],
    ['Flight Date', '2001-02-29', 'flight_date'],
    ['Flight Date', '2001-13-01', 'flight_date'],
    ['Flight Date', '0000-01-01', 'flight_date'],
    ['Flight Date', '01/02/2001', 'flight_date'],
    ['Phase of flight', 'climb', 'phase_of_flight'],
    ['Wildlife Size', 'Huge', 'wildlife_size'],
    ['Time of day', '', 'time_of_day'],
    ['Cost Other', '1e1', 'cost_other'],
    ['Cost Repair', '5.0', 'cost_repair'],
    ['Cost Total $', '26', 'cost_total'],
    ['Cost Total $', '$25', 'cost_total'],
    ['Cost Other', '-5', 'cost_other'],
    ['Cost Other', '99999999999', 'cost_other'],
    ['Speed IAS in knots', 'fast', 'speed_ias_in_knots'],
  ])('rejects %s %j, naming the column and not the value', async (column, value, field) => {
    const { rejectedRows, ledger } = await run({ ...good, [column]: value });
    expect(ledger).toMatchObject({ rowsOut: 0, rowsRejected: 1 });
    expect(rejectedRows).toMatchObject([{ rowNumber: 1, stepName: 'validate_record', field }]);
    const { message = '' } = rejectedRows[0] ?? {};
    // A very short value may occur in the text of a rule by chance.
    expect(value.trim().length > 3 && message.includes(value)).toBe(false);
  });
});
