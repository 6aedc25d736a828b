import type { ComponentChildren } from 'preact';
import type { WireBudget } from '../../../../src/wire/budgets.js';
import { formatMoney, shareOf } from '../../../formats/format-money.js';
import { Moment, None } from '../../../parts/text/moment.js';
import { ResetText } from '../reset-text.js';
import { RunsOutText } from '../runs-out-text.js';
import { runsOut } from '../runs-out.js';

/** The figures of a budget. */
export function BudgetFacts({ budget: of }: { readonly budget: WireBudget }) {
  const { budget, forecast, resetsAt } = of;
  const { at } = runsOut(of);
  const used = of.percentage === null ? '' : `${of.percentage} % of the budget`;
  return (
    <dl class="tenant-page__facts">
      <Fact name="Spent" note={used}>
        {formatMoney(of.spent)}
      </Fact>
      <Fact name="Reserved" note="for calls that run now">
        {formatMoney(of.reserved)}
      </Fact>
      <Fact
        name="Budget"
        note={/[1-9]/u.test(of.overrides) ? `with ${formatMoney(of.overrides)} of overrides` : ''}
      >
        {formatMoney(budget)}
      </Fact>
      <Fact name="Alert" note={`at ${of.alertThreshold} %`}>
        {formatMoney(shareOf(budget, of.alertThreshold))}
      </Fact>
      <Fact name="Blocked" note={`at ${of.graceThreshold} %; ${formatMoney(of.graceLeft)} left`}>
        {formatMoney(shareOf(budget, of.graceThreshold))}
      </Fact>
      <Fact name="A day" note={<Basis budget={of} />}>
        {forecast === null ? <None /> : formatMoney(forecast.perDay)}
      </Fact>
      <Fact
        name="Runs out"
        note={at === null || resetsAt === null ? 'at this rate' : 'before the reset, at this rate'}
      >
        <RunsOutText budget={of} isShort />
      </Fact>
      <Fact name="Reset" note={resetsAt === null ? '' : <Moment at={resetsAt} />}>
        <ResetText budget={of} />
      </Fact>
    </dl>
  );
}

/** Of which time the rate is the mean. */
function Basis({ budget: { forecast, source } }: { readonly budget: WireBudget }) {
  if (forecast === null) return null;
  return (
    <>
      {source === 'gateway' ? 'since the period began, ' : 'since '}
      <Moment at={forecast.since} isQuiet />
    </>
  );
}

function Fact(props: {
  readonly name: string;
  readonly note: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <span class="tenant-page__value">{props.children}</span>
        <span class="muted">{props.note}</span>
      </dd>
    </div>
  );
}
