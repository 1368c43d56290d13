-- The way of a notification. What grows with traffic is partitioned by range of its UUIDv7 key, which is time: a look-up by id touches
-- one partition, the history reads them newest first, and retention drops whole partitions. No foreign keys across partitions.

CREATE TABLE delivery.triggers (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    subject        text,
    body           text        NOT NULL,
    html           text,
    metadata       text,                       -- the caller's JSON, kept to the letter
    trace_parent   text
) PARTITION BY RANGE (id);

CREATE TABLE delivery.notifications (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    trigger_id     uuid        NOT NULL,
    job_id         uuid,
    subscriber_id  uuid        NOT NULL,
    user_id        text        NOT NULL,
    channel        text        NOT NULL,
    priority       smallint    NOT NULL,
    status         smallint    NOT NULL,
    reason         text,
    hold_reason    smallint,
    hold_until     timestamptz,
    deadline       timestamptz,
    simulated      boolean     NOT NULL,
    delivered_at   timestamptz,
    failed_at      timestamptz
) PARTITION BY RANGE (id);
CREATE INDEX notifications_history ON delivery.notifications (environment_id, id);
CREATE INDEX notifications_unsuccessful ON delivery.notifications (environment_id, id) WHERE status IN (6, 7, 8);
CREATE INDEX notifications_job ON delivery.notifications (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX notifications_accepted ON delivery.notifications (id) WHERE status = 0;

CREATE TABLE delivery.deliveries (
    id                  uuid        NOT NULL PRIMARY KEY,
    environment_id      uuid        NOT NULL,
    channel             text        NOT NULL,
    priority            smallint    NOT NULL,
    status              smallint    NOT NULL,
    address             text,
    simulated           boolean     NOT NULL,
    retry_preset        text        NOT NULL,
    attempts            int         NOT NULL DEFAULT 0,
    attempt_limit       int,                   -- set by a manual retry; otherwise the preset's
    fence               int         NOT NULL DEFAULT 0,
    lease_until         timestamptz,
    integration_id      uuid,
    provider_message_id text,
    reason              text,
    deadline            timestamptz,
    queued_at           timestamptz NOT NULL,
    sent_at             timestamptz,
    delivered_at        timestamptz,
    failed_at           timestamptz
) PARTITION BY RANGE (id);
CREATE INDEX deliveries_leased ON delivery.deliveries (lease_until) WHERE status = 2;
CREATE INDEX deliveries_queued ON delivery.deliveries (queued_at) WHERE status = 1;

CREATE TABLE delivery.delivery_notifications (
    delivery_id     uuid NOT NULL,
    notification_id uuid NOT NULL,
    PRIMARY KEY (delivery_id, notification_id)
) PARTITION BY RANGE (delivery_id);
CREATE INDEX delivery_notifications_notification ON delivery.delivery_notifications (notification_id);

CREATE TABLE delivery.attempts (
    delivery_id         uuid        NOT NULL,
    number              int         NOT NULL,
    environment_id      uuid        NOT NULL,
    integration_id      uuid,
    started_at          timestamptz NOT NULL,
    finished_at         timestamptz,
    outcome             smallint    NOT NULL,
    code                text,
    reason              text,
    provider_message_id text,
    PRIMARY KEY (delivery_id, number)
) PARTITION BY RANGE (delivery_id);

CREATE TABLE delivery.events (
    id              uuid        NOT NULL PRIMARY KEY,
    environment_id  uuid        NOT NULL,
    notification_id uuid        NOT NULL,
    type            text        NOT NULL,
    payload         jsonb       NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX events_notification ON delivery.events (notification_id);

-- Events that are still to be published, in the order their transactions caused each other.
CREATE TABLE delivery.event_outbox (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL
);

-- Lane messages that are still to be published. Committed with what they announce.
CREATE TABLE delivery.outbox (
    id           uuid        NOT NULL PRIMARY KEY,
    stage        text        NOT NULL,
    priority     smallint    NOT NULL,
    body         bytea       NOT NULL,
    trace_parent text,
    created_at   timestamptz NOT NULL
);
CREATE INDEX outbox_age ON delivery.outbox (created_at);

-- Everything that waits for a time.
CREATE TABLE delivery.timers (
    id             uuid        NOT NULL PRIMARY KEY,
    due_at         timestamptz NOT NULL,
    kind           smallint    NOT NULL,
    target_id      uuid        NOT NULL,
    environment_id uuid        NOT NULL
);
CREATE INDEX timers_due ON delivery.timers (due_at);
CREATE INDEX timers_target ON delivery.timers (target_id);

CREATE TABLE delivery.jobs (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    trigger_id     uuid        NOT NULL,
    priority       smallint    NOT NULL,
    simulated      boolean     NOT NULL,
    status         smallint    NOT NULL,
    total          int         NOT NULL,
    expanded       int         NOT NULL DEFAULT 0,   -- recipients turned into notifications, or found not to exist
    handed         int         NOT NULL DEFAULT 0,   -- recipients taken over by the dispatcher
    rejected       int         NOT NULL DEFAULT 0,   -- recipients who do not exist
    completed_at   timestamptz
);
CREATE INDEX jobs_waiting ON delivery.jobs (environment_id) INCLUDE (total, handed) WHERE handed < total;
CREATE INDEX jobs_open ON delivery.jobs (id) WHERE status < 2;

CREATE TABLE delivery.job_recipients (
    job_id  uuid NOT NULL REFERENCES delivery.jobs ON DELETE CASCADE,
    ordinal int  NOT NULL,
    user_id text NOT NULL,
    channel text NOT NULL,
    PRIMARY KEY (job_id, ordinal)
);

CREATE TABLE delivery.integrations (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL,
    identifier     text        NOT NULL,
    name           text        NOT NULL,
    provider       text        NOT NULL,
    channel        text        NOT NULL,
    settings       jsonb       NOT NULL,
    secrets        bytea,                            -- sealed; never read back by callers
    secret_names   text[]      NOT NULL,
    active         boolean     NOT NULL,
    is_primary     boolean     NOT NULL,
    retry_preset   text,
    on_ambiguous   smallint    NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    UNIQUE (environment_id, identifier)
);
CREATE UNIQUE INDEX integrations_primary ON delivery.integrations (environment_id, channel) WHERE is_primary;

-- Lane messages that could not be understood. Nothing is dropped in silence.
CREATE TABLE delivery.dead_letters (
    id         uuid        NOT NULL PRIMARY KEY,
    queue      text        NOT NULL,
    body       bytea       NOT NULL,
    reason     text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- Makes the partition of every table for the week that starts at week_start, unless it is there already.
CREATE FUNCTION delivery.ensure_week(week_start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part   text;
    low    uuid := (lpad(to_hex((extract(epoch FROM week_start) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
    high   uuid := (lpad(to_hex((extract(epoch FROM week_start + interval '7 days') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('delivery.partitions')); -- one maker at a time: two would both find nothing and both make it
    FOREACH parent IN ARRAY ARRAY['triggers', 'notifications', 'deliveries', 'delivery_notifications', 'attempts', 'events'] LOOP
        part := parent || '_' || to_char(week_start AT TIME ZONE 'UTC', 'YYYYMMDD');
        IF to_regclass('delivery.' || part) IS NULL THEN
            EXECUTE format('CREATE TABLE delivery.%I PARTITION OF delivery.%I FOR VALUES FROM (%L) TO (%L)', part, parent, low, high);
        END IF;
    END LOOP;
END $$;

-- Drops the partitions of weeks that ended before the horizon. Returns how many were dropped.
CREATE FUNCTION delivery.drop_weeks_before(horizon timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    part    record;
    dropped int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('delivery.partitions'));
    FOR part IN
        SELECT c.relname FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        JOIN pg_class p ON p.oid = i.inhparent
        JOIN pg_namespace n ON n.oid = p.relnamespace
        WHERE n.nspname = 'delivery' AND c.relname ~ '_[0-9]{8}$'
          AND (to_date(right(c.relname, 8), 'YYYYMMDD') + 7)::timestamp AT TIME ZONE 'UTC' <= horizon
    LOOP
        EXECUTE format('DROP TABLE delivery.%I', part.relname);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;
