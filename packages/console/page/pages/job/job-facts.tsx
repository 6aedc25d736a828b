import type { ComponentChildren } from 'preact';
import type { WireJob } from '../../../src/wire/jobs.js';
import { None } from '../../parts/text/moment.js';

/** What a job declares. */
export function JobFacts({ job }: { readonly job: WireJob }) {
  const { target, mode, version, schedules, watches, form } = job;
  return (
    <section class="card">
      <h2>Declaration</h2>
      <dl class="job-page__facts">
        <Fact name="Table">{target === null ? <None /> : <code>{target}</code>}</Fact>
        <Fact name="Mode">{mode ?? <None />}</Fact>
        <Fact name="Version">{version === null ? <None /> : <code>{version}</code>}</Fact>
        <Fact name="Bad rows">
          {form === null ? <None /> : badRows(form.onBadRow, form.errorThreshold)}
        </Fact>
        <Fact name="Schedules">
          <Links page="schedules" names={schedules} />
        </Fact>
        <Fact name="Watched folders">
          <Links page="watches" names={watches} />
        </Fact>
      </dl>
    </section>
  );
}

function badRows(onBadRow: string, errorThreshold: number): string {
  if (onBadRow === 'stop') return 'the first one ends the run';
  return `are rejected, up to ${String(Math.round(errorThreshold * 10_000) / 100)} % of a run`;
}

function Fact(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Links(props: { readonly page: string; readonly names: readonly string[] }) {
  if (props.names.length === 0) return <None />;
  return (
    <>
      {props.names.map((name) => (
        <a key={name} href={`${props.page}?text=${encodeURIComponent(name)}`}>
          {name}
        </a>
      ))}
    </>
  );
}
