-- Who is alive, and who owns which session of which Janus. Times are milliseconds of the database's clock since 1970.
CREATE TABLE IF NOT EXISTS janus_member (
  name varchar(128) COLLATE "C" PRIMARY KEY,
  incarnation varchar(128) COLLATE "C" NOT NULL,
  lease_ends bigint NOT NULL,
  sessions integer NOT NULL,
  draining integer NOT NULL
);
CREATE TABLE IF NOT EXISTS janus_session (
  server varchar(128) COLLATE "C" NOT NULL,
  session_id bigint NOT NULL,
  kind varchar(128) COLLATE "C" NOT NULL,
  owner varchar(128) COLLATE "C",
  incarnation varchar(128) COLLATE "C",
  epoch bigint NOT NULL,
  ticket text NOT NULL,
  PRIMARY KEY (server, session_id)
);
CREATE INDEX IF NOT EXISTS janus_session_owner ON janus_session (owner, incarnation);
CREATE TABLE IF NOT EXISTS janus_schema (version integer NOT NULL);
INSERT INTO janus_schema VALUES (1);
