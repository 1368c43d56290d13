-- What keyed requests answered. A key belongs to one environment and is remembered for a week.
CREATE TABLE platform.idempotency_keys (
    environment_id uuid        NOT NULL,
    key            text        NOT NULL,
    fingerprint    bytea       NOT NULL,
    response       jsonb       NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, key)
);
CREATE INDEX idempotency_keys_created_at ON platform.idempotency_keys (created_at);
