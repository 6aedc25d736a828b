import { SelectField, TextField } from '../../parts/form/fields.js';
import { columnsOf, type Figure, metricLabel, metricsOf, ofTheRun } from './figure-names.js';

/** Chooses a figure, and of how many runs. */
export function FigureChoice({
  figures,
  figure,
  search,
  runs,
  runCounts,
  onChange,
}: {
  readonly figures: readonly Figure[];
  readonly figure: Figure;
  readonly search: string;
  readonly runs: string;
  readonly runCounts: readonly string[];
  readonly onChange: (
    values: Readonly<Record<string, string | null>>,
    options?: { readonly replace?: boolean },
  ) => void;
}) {
  const chosen = figure.column ?? ofTheRun;
  const found = columnsOf(figures, search);
  // What is shown can be seen in the choice, although the search does not find it.
  const columns = found.includes(chosen) ? found : [chosen, ...found];
  return (
    <div class="card quality-page__choice">
      <TextField
        label="Search"
        name="find"
        type="search"
        value={search}
        hint={`${String(found.length)} of ${String(columnsOf(figures, '').length)} columns`}
        onChange={(find) => {
          onChange({ find }, { replace: true });
        }}
      />
      <SelectField
        label="Column"
        name="column"
        value={chosen}
        choices={columns.map((column) => ({
          value: column,
          label: column === ofTheRun ? 'The run as a whole' : column,
        }))}
        onChange={(column) => {
          const kept = metricsOf(figures, column).includes(figure.metric) ? figure.metric : null;
          onChange({ column: column === ofTheRun ? null : column, metric: kept });
        }}
      />
      <SelectField
        label="Figure"
        name="metric"
        value={figure.metric}
        choices={metricsOf(figures, chosen).map((metric) => ({
          value: metric,
          label: metricLabel(metric),
        }))}
        onChange={(metric) => {
          onChange({ metric });
        }}
      />
      <SelectField
        label="Runs"
        name="runs"
        value={runs}
        choices={runCounts.map((count) => ({ value: count, label: `the last ${count}` }))}
        onChange={(count) => {
          onChange({ runs: count });
        }}
      />
    </div>
  );
}
