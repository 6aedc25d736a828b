import { useState } from 'preact/hooks';
import { runAddress } from '../../../address/addresses.js';
import { Icon } from '../../../parts/text/icon.js';
import { Moment } from '../../../parts/text/moment.js';
import { RecordTable } from './record-table.js';
import { previewOf, type Reject } from './reject-record.js';
import './reject-rows.css';

/** Rejected rows: each opens to its whole record. */
export function RejectRows({
  rows,
  hasRuns,
  isStale,
}: {
  readonly rows: readonly Reject[];
  /** Whether rows of several runs are listed. */
  readonly hasRuns: boolean;
  readonly isStale: boolean;
}) {
  return (
    <ol class="reject-rows" aria-busy={isStale ? 'true' : undefined}>
      {rows.map((row) => (
        <li key={row.rejectedRowId}>
          <RejectRow row={row} hasRun={hasRuns} />
        </li>
      ))}
    </ol>
  );
}

function RejectRow({ row, hasRun }: { readonly row: Reject; readonly hasRun: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const { lineNumber, rowNumber, field, code, message } = row;
  const place = lineNumber === null ? `record ${rowNumber ?? '?'}` : `line ${lineNumber}`;
  return (
    <article class="reject-row">
      <button
        type="button"
        class="reject-row__head"
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        <Icon name={isOpen ? 'down' : 'right'} />
        <span class="reject-row__place">{place}</span>
        <span class="reject-row__field">{field ?? 'the whole row'}</span>
        <span class="reject-row__code code">{code}</span>
        <span class="reject-row__message">{message}</span>
        {isOpen ? null : <span class="reject-row__preview code muted">{previewOf(row)}</span>}
      </button>
      {row.resolvedAt === null ? null : <Repaired row={row} />}
      {isOpen ? <Opened row={row} hasRun={hasRun} /> : null}
    </article>
  );
}

function Repaired({ row: { resolvedBy, resolvedAt } }: { readonly row: Reject }) {
  return (
    <p class="reject-row__repaired">
      <Icon name="success" /> repaired <Moment at={resolvedAt} isQuiet />
      {resolvedBy === null ? null : (
        <>
          {' by '}
          <a class="code" href={runAddress(resolvedBy)}>
            {resolvedBy}
          </a>
        </>
      )}
    </p>
  );
}

function Opened({ row, hasRun }: { readonly row: Reject; readonly hasRun: boolean }) {
  const { executionId, stepName, code, recordedAt } = row;
  return (
    <div class="reject-row__body">
      <p>
        Rejected by the step <a href={runAddress(executionId, { step: stepName })}>{stepName}</a>{' '}
        <Moment at={recordedAt} />
        {'. '}
        <a href={`errors/${encodeURIComponent(code)}`}>What {code} means</a>
        {hasRun ? (
          <>
            {'. Run '}
            <a class="code" href={runAddress(executionId)}>
              {executionId}
            </a>
          </>
        ) : null}
      </p>
      <RecordTable row={row} />
    </div>
  );
}
