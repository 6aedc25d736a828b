DROP FUNCTION IF EXISTS wdh_queue.create_queue(text, jsonb), wdh_queue.delete_queue(text), wdh_queue.job_now(), wdh_queue.job_table_format(text, text), wdh_queue.job_table_run(text, text, text), wdh_queue.job_table_run_async(text, integer, text, text, text);
DROP TABLE IF EXISTS wdh_queue.bam, wdh_queue.instance, wdh_queue.job, wdh_queue.job_common, wdh_queue.job_dependency, wdh_queue.queue, wdh_queue.queue_stats, wdh_queue.schedule, wdh_queue.subscription, wdh_queue.version, wdh_queue.warning;
DROP TYPE IF EXISTS wdh_queue.job_state;
-- A role that could not create the schema again leaves it.
do $$ begin
  if has_database_privilege(current_database(), 'CREATE') then drop schema wdh_queue; end if;
end $$;
