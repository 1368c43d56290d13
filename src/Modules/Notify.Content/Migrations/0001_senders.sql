-- In whose name e-mails go out. Callers know a sender by the identifier they chose. One that was deleted keeps its name and address, so that
-- mail accepted before still leaves in its name; its login goes at once.
CREATE TABLE content.senders (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    identifier     text        NOT NULL,
    display_name   text        NULL,
    from_email     text        NOT NULL,
    smtp_user      text        NULL,
    smtp_password  bytea       NULL,                -- sealed
    is_default     boolean     NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz NULL
);
CREATE UNIQUE INDEX senders_identifier ON content.senders (environment_id, identifier);
CREATE UNIQUE INDEX senders_default ON content.senders (environment_id) WHERE is_default;
