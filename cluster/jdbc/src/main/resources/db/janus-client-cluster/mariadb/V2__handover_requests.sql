-- Sessions that are to be given to another member: each request is for one ownership, by its epoch.
CREATE TABLE IF NOT EXISTS janus_handover (
  server varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_id bigint NOT NULL,
  epoch bigint NOT NULL,
  giver varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  taker varchar(128) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (server, session_id)
) ENGINE = InnoDB;
UPDATE janus_schema SET version = 2;
