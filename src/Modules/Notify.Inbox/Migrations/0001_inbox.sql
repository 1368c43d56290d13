-- What people find in their inbox. A message bears the id of the delivery that brought it, so that one that is handed over twice is there once.
CREATE TABLE inbox.messages (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    user_id        text        NOT NULL,
    title          text        NULL,
    body           text        NOT NULL,
    metadata       text        NULL,       -- the caller's JSON, kept to the letter
    read_at        timestamptz NULL,
    created_at     timestamptz NOT NULL
);
CREATE INDEX messages_of_user ON inbox.messages (environment_id, user_id, id DESC);
CREATE INDEX messages_unread ON inbox.messages (environment_id, user_id) WHERE read_at IS NULL;
