-- Creates the three roles of a warehouse. Run it as a superuser in the database of the warehouse,
-- before the first migration; running it again changes nothing. Then give each a password.
--
--   wdh_migrator  owns every table that it creates, and is used only by wdh-migrate
--   wdh_loader    reads, inserts and updates rows, and creates temporary tables to stage them; deletes
--                 only the rejected rows of a run that begins again
--   wdh_reader    reads all tables, including rejected rows with their values: for manual queries

do $$
begin
  if to_regrole('wdh_migrator') is null then create role wdh_migrator login; end if;
  if to_regrole('wdh_loader') is null then create role wdh_loader login; end if;
  if to_regrole('wdh_reader') is null then create role wdh_reader login; end if;
  execute format(
    'grant connect on database %I to wdh_migrator, wdh_loader, wdh_reader', current_database());
  execute format('grant temporary on database %I to wdh_loader', current_database());
  -- For schemas of its own, such as that of the queue.
  execute format('grant create on database %I to wdh_migrator', current_database());
end
$$;

-- Up to PostgreSQL 14, all roles may create tables in schema public.
revoke create on schema public from public;
grant usage, create on schema public to wdh_migrator;
grant usage on schema public to wdh_loader, wdh_reader;

-- For existing tables, if the database is older than the role.
grant select on all tables in schema public to wdh_reader;

-- For every table that the migrator creates from now on. wdh-migrate revokes all of it except SELECT
-- on schema_migrations. A table that is loaded with mode replace needs DELETE as well: grant it in the
-- migration that creates the table.
alter default privileges for role wdh_migrator in schema public
  grant select, insert, update on tables to wdh_loader;
alter default privileges for role wdh_migrator in schema public
  grant usage on sequences to wdh_loader;
alter default privileges for role wdh_migrator in schema public
  grant select on tables to wdh_reader;
