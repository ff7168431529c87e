-- Who is alive, and who owns which session of which Janus. Times are milliseconds of the database's clock since 1970.
CREATE TABLE IF NOT EXISTS janus_member (
  name varchar(128) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
  incarnation varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  lease_ends bigint NOT NULL,
  sessions integer NOT NULL,
  draining integer NOT NULL
) ENGINE = InnoDB;
CREATE TABLE IF NOT EXISTS janus_session (
  server varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_id bigint NOT NULL,
  kind varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner varchar(128) CHARACTER SET ascii COLLATE ascii_bin,
  incarnation varchar(128) CHARACTER SET ascii COLLATE ascii_bin,
  epoch bigint NOT NULL,
  ticket mediumtext CHARACTER SET utf8mb4 NOT NULL,
  PRIMARY KEY (server, session_id),
  INDEX janus_session_owner (owner, incarnation)
) ENGINE = InnoDB;
CREATE TABLE IF NOT EXISTS janus_schema (version integer NOT NULL) ENGINE = InnoDB;
INSERT INTO janus_schema VALUES (1);
