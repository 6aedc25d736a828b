-- Grants the roles of a warehouse what the queue needs. Run it as a superuser in the database of the
-- warehouse, after roles.sql of @wdh/runs; running it again changes nothing.
--
--   wdh_migrator  owns the schema of the queue
--   wdh_loader    submits runs, and runs them as a worker
--   wdh_reader    sees the queue

create schema if not exists wdh_queue authorization wdh_migrator;
grant usage on schema wdh_queue to wdh_loader, wdh_reader;

-- For existing tables, if the schema is older than the role.
grant select, insert, update, delete on all tables in schema wdh_queue to wdh_loader;
grant usage on all sequences in schema wdh_queue to wdh_loader;
grant select on all tables in schema wdh_queue to wdh_reader;

-- For every table that the migrator creates there from now on.
alter default privileges for role wdh_migrator in schema wdh_queue
  grant select, insert, update, delete on tables to wdh_loader;
alter default privileges for role wdh_migrator in schema wdh_queue
  grant usage on sequences to wdh_loader;
alter default privileges for role wdh_migrator in schema wdh_queue
  grant select on tables to wdh_reader;
