-- What the caller said beyond the common fields, per channel, kept to the letter.
ALTER TABLE delivery.triggers ADD COLUMN overrides text;

-- Which integrations may carry a delivery: 'provider:apns' when the address belongs to one plugin, 'integration:billing' when the caller
-- chose one; null leaves it to the channel's order. Segments are what an SMS was cut into.
ALTER TABLE delivery.deliveries ADD COLUMN route text;
ALTER TABLE delivery.deliveries ADD COLUMN segments int;

-- An account's own limits; null means the plugin's, and then the installation's.
ALTER TABLE delivery.integrations ADD COLUMN max_concurrent_sends int;
ALTER TABLE delivery.integrations ADD COLUMN sends_per_second double precision;
ALTER TABLE delivery.integrations ADD COLUMN send_timeout_seconds double precision;

-- Breakers that opened, as the dispatcher that opened one told; another dispatcher may still be trying.
CREATE TABLE delivery.breakers (
    integration_id uuid        NOT NULL PRIMARY KEY REFERENCES delivery.integrations ON DELETE CASCADE,
    open_until     timestamptz NOT NULL,
    code           text        NOT NULL,
    opened_at      timestamptz NOT NULL
);

-- What providers reported after they took a message. Stored before the provider is answered, applied when the delivery is settled; the
-- unique key makes a report that is told twice one report.
CREATE TABLE delivery.receipts (
    id                  uuid        NOT NULL PRIMARY KEY,
    environment_id      uuid        NOT NULL,
    integration_id      uuid        NOT NULL,
    event_id            text        NOT NULL,
    kind                smallint    NOT NULL,
    delivery_id         uuid,
    provider_message_id text,
    address             text,
    occurred_at         timestamptz NOT NULL,
    code                text,
    reason              text,
    received_at         timestamptz NOT NULL,
    due_at              timestamptz,             -- null when it is done
    result              smallint,                -- null while it waits
    UNIQUE (integration_id, event_id)
);
CREATE INDEX receipts_due ON delivery.receipts (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX receipts_delivery ON delivery.receipts (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX receipts_age ON delivery.receipts (received_at);
