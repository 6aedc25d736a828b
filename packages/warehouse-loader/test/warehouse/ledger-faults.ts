import type postgres from 'postgres';

/**
 * Recounts every run from the tables, and returns those that do not add up: the ledger, the kept
 * rejects, the metrics, the end and the error that belong to a status. Running ones are omitted. A
 * replay keeps no rejects of its own, and resolves those that it does not reject again.
 */
export async function ledgerFaults(sql: postgres.Sql): Promise<readonly string[]> {
  const faults = await sql<{ fault: string }[]>`
    with runs as (
      select e.*,
        (select count(*) from rejected_rows r where r.execution_id = e.execution_id) as kept,
        (select count(distinct row_number) from rejected_rows r
          where r.execution_id = e.execution_id) as records,
        (select count(*) from rejected_rows r where r.resolved_by = e.execution_id) as resolved,
        e.trigger is not distinct from 'replay' as is_replay,
        (select count(*) from data_quality_metrics m where m.execution_id = e.execution_id) as metrics
      from pipeline_executions e
      where status <> 'running'
    ), wrong as (
      select execution_id, status, case
        when completed_at is null or completed_at < started_at then 'it has no end'
        when (error_code is null) <> (status in ('success', 'skipped', 'rehearsed'))
          then 'its error does not go with its status'
        when kept <> records then 'a record was rejected twice'
        when kept <> case when not is_replay and status in ('success', 'failed') then rows_failed else 0 end
          then 'its kept rejects are not those that it counts'
        when resolved <> case when is_replay and status = 'success' then rows_input - rows_failed else 0 end
          then 'it did not resolve what it did not reject'
        when (metrics > 0) <> (status = 'success') then 'its metrics do not go with its status'
        when status in ('success', 'rehearsed') and rows_input + rows_added <> rows_inserted
          + rows_updated + rows_unchanged + rows_superseded + rows_failed + rows_filtered
          then 'its ledger is not balanced'
        when status in ('success', 'rehearsed')
          and rows_output <> rows_inserted + rows_updated + rows_unchanged
          then 'its output is not what it wrote'
        end as fault
      from runs
    )
    select concat(status, ' ', execution_id, ': ', fault) as fault from wrong where fault is not null`;
  return faults.map(({ fault }) => fault);
}
