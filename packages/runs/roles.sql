-- Makes the three roles of a warehouse. Run it as a superuser in the database of the warehouse,
-- before the first migration; running it again changes nothing. Then give each a password.
--
--   wdh_migrator  owns every table that it makes, and is used by wdh-migrate alone
--   wdh_loader    reads, inserts and updates rows, and makes temporary tables to stage them
--   wdh_reader    reads all tables, rejected rows with their values too: for people

do $$
begin
  if to_regrole('wdh_migrator') is null then create role wdh_migrator login; end if;
  if to_regrole('wdh_loader') is null then create role wdh_loader login; end if;
  if to_regrole('wdh_reader') is null then create role wdh_reader login; end if;
  execute format(
    'grant connect on database %I to wdh_migrator, wdh_loader, wdh_reader', current_database());
  execute format('grant temporary on database %I to wdh_loader', current_database());
end
$$;

-- Up to PostgreSQL 14 everybody may create tables in schema public.
revoke create on schema public from public;
grant usage, create on schema public to wdh_migrator;
grant usage on schema public to wdh_loader, wdh_reader;

-- For the tables of a database that is older than the role.
grant select on all tables in schema public to wdh_reader;

-- For every table that the migrator makes from now on; the ledger of migrations takes back all
-- of it but SELECT. A table to be loaded with mode replace needs DELETE as well: grant it in the
-- migration that makes the table.
alter default privileges for role wdh_migrator in schema public
  grant select, insert, update on tables to wdh_loader;
alter default privileges for role wdh_migrator in schema public
  grant usage on sequences to wdh_loader;
alter default privileges for role wdh_migrator in schema public
  grant select on tables to wdh_reader;
