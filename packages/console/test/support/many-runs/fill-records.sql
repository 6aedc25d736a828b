-- 100,000 runs of 20 jobs in the last 30 days, one job with half of them; 1,000,000 events, one run with
-- 100,000; 500,000 rejected rows, one run with 50,000. Triggers of foreign keys would take most of the time.
set session_replication_role = replica;

create function pg_temp.id(n int) returns text language sql immutable
  return 'exec_' || md5(n::text);
create function pg_temp.level(n int) returns text language sql immutable
  return case when n % 997 = 0 then 'error' when n % 101 = 0 then 'warn' else 'info' end;

insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at, completed_at,
  status, target, load_mode, rows_input, rows_output, rows_failed, rows_inserted, rows_updated,
  rows_unchanged, rows_superseded, rows_deleted, rows_filtered, rows_added, duration_ms, attempts,
  error_code, error_category, error_message, job_name, trigger, requested_by, requested_at, host,
  process_id, request, schedule_name)
select pg_temp.id(n), 'job_' || job, '1', started,
  case when is_ended then started + make_interval(secs => n % 977) end, status,
  'public.table_' || job, 'append',
  case when is_ended then 900 + hash end, case when is_ended then 800 + hash end,
  case when is_ended then case when n % 10 = 0 then 95 else 0 end end, 800 + hash, 0, 0, 0, 0, 5, 0,
  case when is_ended then hash % 3600000 end, 1,
  case when status = 'failed' then 'VALUE_INVALID' end, case when status = 'failed' then 'data' end,
  case when status = 'failed' then 'Loading into public.table_' || job
    || ' failed: column "flight_date" contains an invalid date, in line ' || n || '.' end,
  'job_' || job, case when n % 1000 = 0 then 'replay' when n % 3 = 0 then 'console' else 'schedule' end,
  'someone', started, 'host', 1, json_build_object('version', 1, 'input', '/data/in/' || n || '.csv'),
  case when n % 3 <> 0 then 'nightly' end
from generate_series(1, 100000) as n
cross join lateral (select
  case when n % 2 = 0 then 0 else 1 + n / 2 % 19 end as job,
  abs(hashint4(n)::bigint) as hash,
  now() - make_interval(secs => (100000 - n) * 25.923456) as started,
  case when n > 99990 then case when n % 2 = 0 then 'running' else 'queued' end
    when n % 100 < 8 then 'failed' when n % 100 < 20 then 'skipped' when n % 100 = 20 then 'abandoned'
    when n % 100 = 21 then 'cancelled' else 'success' end as status
) as facts
cross join lateral (select status not in ('running', 'queued') as is_ended) as state;

insert into run_steps (execution_id, attempt, ordinal, step_name, kind, started_at, ended_at, rows_in,
  rows_out, rows_rejected, rows_filtered, warnings, rows_found)
select pg_temp.id(n), 1, ordinal, (array['source', 'validate', 'load', 'has_rows'])[ordinal],
  (array['source', 'row_transform', 'load', 'check'])[ordinal], now(), now(), 1000, 1000, 0, 0,
  (ordinal = 4 and n % 50 = 0)::int, case when ordinal = 4 then (n % 50 = 0)::int end
from generate_series(1, 100000) as n, generate_series(1, 4) as ordinal;

insert into run_events
select pg_temp.id(n), sequence, now(), pg_temp.level(n + sequence), 'step.finished', 'validate',
  json_build_object('rows', sequence, 'message', 'a line of a log that says what was done')
from generate_series(1, 100000) as n, generate_series(1, 9) as sequence
union all
select pg_temp.id(70000), sequence, now(), pg_temp.level(sequence), 'step.finished', 'validate',
  json_build_object('rows', sequence, 'message', 'a line of a log that says what was done')
from generate_series(10, 100009) as sequence;

insert into rejected_rows (execution_id, row_number, step_name, field, code, message, input, record)
select pg_temp.id(n), row, 'validate', 'field_' || row % 7, 'CODE_' || row % 5,
  'a message that names the field and the rule', json '{"a":"1","b":"2"}', json '{"a":"1","b":"2"}'
from generate_series(10, 100000, 10) as n, generate_series(1, 45) as row
union all
select pg_temp.id(70000), row, 'validate', 'field_' || row % 7, 'CODE_' || row % 5,
  'a message that names the field and the rule', json '{"a":"1","b":"2"}', json '{"a":"1","b":"2"}'
from generate_series(46, 50045) as row;

insert into data_quality_metrics (execution_id, domain, column_name, metric_name, metric_value)
select pg_temp.id(n), 'job_0', "column", metric, n % 100
from generate_series(50000, 99990, 2) as n,
  (values ('rejected_share', null), ('rows_read', null)) as figures (metric, "column")
union all
select pg_temp.id(n), 'job_0', 'column_' || "column", metric, n % 100
from generate_series(90000, 99990, 2) as n, generate_series(1, 10) as "column",
  unnest(array['nulls', 'null_share', 'distinct_estimate', 'min', 'max']) as metric;

set session_replication_role = default;

vacuum analyze;
