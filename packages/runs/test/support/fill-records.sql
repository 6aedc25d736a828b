-- 100,000 runs of 20 jobs, one job with half of them; 1,000,000 events and 1,000,000 rejected rows,
-- one run with 100,000 and 50,000 of them. Triggers of foreign keys would take most of the time.
set session_replication_role = replica;

create function pg_temp.id(n int) returns text language sql immutable
  return 'exec_' || md5(n::text);
create function pg_temp.level(n int) returns text language sql immutable
  return case when n % 997 = 0 then 'error' when n % 101 = 0 then 'warn' else 'info' end;

insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
  completed_at, status, target, load_mode, rows_input, rows_output, rows_failed, rows_inserted,
  rows_updated, rows_unchanged, rows_superseded, rows_deleted, rows_filtered, rows_added,
  duration_ms, attempts, error_code, error_message, job_name, trigger, requested_by, requested_at,
  host, process_id, parent_execution_id)
select pg_temp.id(n), 'pipeline_' || job, '1', started, started + make_interval(secs => n % 977), status,
  'public.table_' || job, 'append', 1000 + n % 7919, 900 + n % 7919, case when n % 10 = 0 then 95 else 0 end, 900, 0, 0, 0,
  0, 5, 0, (n * 7919) % 3600000, 1 + (n % 50 = 0)::int,
  case when status = 'failed' then 'VALUE_INVALID' end,
  case when status = 'failed' then 'Loading into public.table_' || job
    || ' failed: column "flight_date" contains an invalid date, in line ' || n || '.' end,
  'job_' || job, case when n % 1000 = 0 then 'replay' when n % 3 = 0 then 'console' else 'schedule' end,
  'someone', started, 'host', 1, case when n % 1000 = 0 then pg_temp.id(n - 1) end
from generate_series(1, 100000) as n
cross join lateral (select
  case when n % 2 = 0 then 0 else 1 + n / 2 % 19 end as job,
  timestamptz '2026-01-01 00:00Z' + make_interval(secs => n * 97.123456) as started,
  case when n % 100 < 8 then 'failed' when n % 100 < 20 then 'skipped' when n % 100 = 20 then 'abandoned'
    when n % 100 = 21 then 'cancelled' when n > 99990 then 'running' else 'success' end as status
) as facts;

insert into run_steps
select pg_temp.id(n), 1, ordinal, 'step_' || ordinal, case ordinal when 1 then 'row' else 'check' end,
  now(), now(), 1000, 1000, 0, 0, n % 3, case when ordinal = 2 then (n % 50 = 0)::int end
from generate_series(1, 100000) as n, generate_series(1, 2) as ordinal;

insert into run_events
select pg_temp.id(n), sequence, now(), pg_temp.level(n + sequence), 'step.finished', 'step_' || sequence % 4,
  json_build_object('rows', sequence)
from generate_series(1, 100000) as n, generate_series(1, 9) as sequence
union all
select pg_temp.id(70000), sequence, now(), pg_temp.level(sequence), 'step.finished', 'step_' || sequence % 4,
  json_build_object('rows', sequence, 'message', 'a line of a log that says what was done')
from generate_series(10, 100009) as sequence;

insert into rejected_rows (execution_id, row_number, step_name, field, code, message, input, record)
select pg_temp.id(n), row, 'types', case row % 3 when 0 then null else 'field_' || row % 7 end, 'CODE_' || row % 5,
  'a message that names the field and the rule', json '{"a":"1","b":"2","c":"three"}', json '{"a":"1","b":"2","c":"three"}'
from generate_series(10, 100000, 10) as n, generate_series(1, 95) as row
union all
select pg_temp.id(70000), row, 'types', 'field_' || row % 7, 'CODE_' || row % 5,
  'a message that names the field and the rule', json '{"a":"1","b":"2","c":"three"}', json '{"a":"1","b":"2","c":"three"}'
from generate_series(96, 50095) as row;

insert into data_quality_metrics (execution_id, domain, metric_name, metric_value, column_name)
select execution_id, pipeline_name, metric, 0.5, "column"
from pipeline_executions,
  (values ('rejected_share', null), ('rows_read', null), ('null_share', 'a'), ('null_share', 'b'),
    ('distinct_estimate', 'a'), ('distinct_estimate', 'b')) as figures (metric, "column")
where status = 'success' and job_name in ('job_0', 'job_7');

update pipeline_executions set partition_key = (date '2020-01-01' + row_number::int)::text
from (select execution_id as id, row_number() over (order by started_at) as row_number
  from pipeline_executions where job_name = 'job_7') as numbered
where execution_id = id;

set session_replication_role = default;
