-- Who can be notified, and where. Callers know a subscriber by the id they chose (external_id).
CREATE TABLE audience.subscribers (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    external_id    text        NOT NULL,
    name           text        NULL,
    locale         text        NULL,
    time_zone      text        NULL,
    data           jsonb       NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX subscribers_external_id ON audience.subscribers (environment_id, external_id);

-- One address per channel. An address that a provider called dead is kept, marked gone, and not used.
CREATE TABLE audience.endpoints (
    subscriber_id  uuid        NOT NULL REFERENCES audience.subscribers (id) ON DELETE CASCADE,
    environment_id uuid        NOT NULL,
    channel        text        NOT NULL,
    address        text        NOT NULL,
    gone_at        timestamptz NULL,
    gone_reason    text        NULL,
    PRIMARY KEY (subscriber_id, channel)
);
