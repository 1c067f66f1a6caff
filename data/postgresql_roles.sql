-- postgresql_roles.sql -- two roles for a ledger at a PostgreSQL server: who asks, and who also adds and corrects. Run once by the ledger's owner, who may make roles:
--   psql -v schema=hearsay -f postgresql_roles.sql postgresql://owner@db.example/news
-- Then: GRANT hearsay_reader TO ana; GRANT hearsay_writer TO desk;
SELECT 'CREATE ROLE ' || name FROM (VALUES ('hearsay_reader'), ('hearsay_writer')) AS role (name)
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) \gexec

GRANT USAGE ON SCHEMA :"schema" TO hearsay_reader, hearsay_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO hearsay_reader, hearsay_writer;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA :"schema" TO hearsay_reader, hearsay_writer;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :"schema" TO hearsay_writer;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA :"schema" TO hearsay_reader;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA :"schema" TO hearsay_writer;
-- Temporary tables, by which readings are taken out again: they are the database's to allow, and mostly are allowed to all.
SELECT 'GRANT TEMPORARY ON DATABASE ' || quote_ident(current_database()) || ' TO hearsay_writer' \gexec
