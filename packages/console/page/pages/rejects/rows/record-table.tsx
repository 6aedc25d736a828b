import { None } from '../../../parts/text/moment.js';
import './record-table.css';
import { recordOf, type Reject } from './reject-record.js';

/** The record of a rejected row, one line for each column, with the bad field marked. */
export function RecordTable({ row }: { readonly row: Reject }) {
  const shown = recordOf(row);
  if (shown.kind === 'none') return <p class="muted">No record was kept.</p>;
  if (shown.kind === 'text') {
    return (
      <pre class="record-text" tabIndex={0} role="region" aria-label="Record">
        {shown.text}
      </pre>
    );
  }
  return (
    <table class="record-table">
      <caption class="unseen">Record of the rejected row</caption>
      <tbody>
        {shown.cells.map(({ column, value, isBad }) => (
          <tr key={column} class={isBad ? 'record-table__bad' : ''}>
            <th scope="row">{column}</th>
            <td class="code">{value ?? <None />}</td>
            <td class="record-table__why">{isBad ? row.message : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
