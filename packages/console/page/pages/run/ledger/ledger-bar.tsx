import { formatQuantity, formatShare } from '../../../formats/format-quantity.js';
import { Quantity } from '../../../parts/text/quantity.js';
import {
  balanceOf,
  type Ledger,
  type LedgerKind,
  type LedgerPart,
  ledgerParts,
  ledgerWords,
} from './ledger-parts.js';
import './ledger-bar.css';

/** Where a part of the bar leads; null: nowhere. */
export type LedgerLinks = (kind: LedgerKind) => string | null;

/** One bar of all rows read, split by their outcome, with a table of the same figures. */
export function LedgerBar({
  ledger,
  linkOf,
}: {
  readonly ledger: Ledger;
  readonly linkOf: LedgerLinks;
}) {
  const parts = ledgerParts(ledger);
  const drawn = parts.filter(({ rows }) => rows > 0);
  return (
    <div class="ledger">
      {/* For the pointer: the table below has the same figures and links. */}
      <div class="ledger__bar" aria-hidden="true">
        {drawn.map((part) => (
          <BarPart key={part.kind} part={part} href={linkOf(part.kind)} />
        ))}
      </div>
      <p class="ledger__balance">{balanceOf(ledger, formatQuantity)}</p>
      <table class="ledger__legend">
        <caption class="unseen">Outcome of all rows read</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Rows</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <LegendRow
              key={part.kind}
              part={part}
              href={part.rows > 0 ? linkOf(part.kind) : null}
            />
          ))}
        </tbody>
      </table>
      <Beside ledger={ledger} />
    </div>
  );
}

function BarPart({ part, href }: { readonly part: LedgerPart; readonly href: string | null }) {
  const { kind, rows, share } = part;
  const looks = {
    class: `ledger__part ledger--${kind}`,
    style: { flexGrow: share },
    'data-hint': `${formatQuantity(rows)} ${ledgerWords[kind].name} (${formatShare(share)})`,
  };
  return href === null ? <span {...looks} /> : <a {...looks} href={href} tabIndex={-1} />;
}

function LegendRow({ part, href }: { readonly part: LedgerPart; readonly href: string | null }) {
  const { kind, rows, share } = part;
  const { name, about } = ledgerWords[kind];
  return (
    <tr class={rows === 0 ? 'ledger__none' : ''}>
      <th scope="row" data-hint={about}>
        <span class={`ledger__key ledger--${kind}`} aria-hidden="true" />
        {href === null ? name : <a href={href}>{name}</a>}
      </th>
      <td class="number">
        <Quantity of={rows} {...(kind === 'rejected' ? { tone: 'danger' } : {})} />
      </td>
      <td class="number muted">{formatShare(share)}</td>
    </tr>
  );
}

/** Rows that were not read. */
function Beside({ ledger: { deleted, added } }: { readonly ledger: Ledger }) {
  if (deleted + added === 0) return null;
  return (
    <p class="muted">
      {added === 0 ? null : `Steps added ${formatQuantity(added)} rows to those read. `}
      {deleted === 0
        ? null
        : `The load deleted ${formatQuantity(deleted)} older rows of the table.`}
    </p>
  );
}
