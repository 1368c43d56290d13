-- The order in which events were told. A row's own sequence says when it was written, not when it became visible: two transactions
-- may commit the other way round. The one relay of the installation numbers events as it tells them, so that a reader who has seen
-- position N and asks for what comes after it misses nothing.
CREATE SEQUENCE delivery.event_position;

CREATE TABLE delivery.event_log (
    event_id        uuid   NOT NULL PRIMARY KEY,
    position        bigint NOT NULL,
    environment_id  uuid   NOT NULL,
    notification_id uuid,                       -- null for events of a whole job
    job_id          uuid
) PARTITION BY RANGE (event_id);
CREATE INDEX event_log_environment ON delivery.event_log (environment_id, position);
CREATE INDEX event_log_notification ON delivery.event_log (notification_id, position) WHERE notification_id IS NOT NULL;
CREATE INDEX event_log_job ON delivery.event_log (job_id, position) WHERE job_id IS NOT NULL;

-- As before, with the new table among those that have weeks.
CREATE OR REPLACE FUNCTION delivery.ensure_week(week_start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part   text;
    low    uuid := (lpad(to_hex((extract(epoch FROM week_start) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
    high   uuid := (lpad(to_hex((extract(epoch FROM week_start + interval '7 days') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('delivery.partitions')); -- one maker at a time: two would both find nothing and both make it
    FOREACH parent IN ARRAY ARRAY['triggers', 'notifications', 'deliveries', 'delivery_notifications', 'attempts', 'events', 'event_log'] LOOP
        part := parent || '_' || to_char(week_start AT TIME ZONE 'UTC', 'YYYYMMDD');
        IF to_regclass('delivery.' || part) IS NULL THEN
            EXECUTE format('CREATE TABLE delivery.%I PARTITION OF delivery.%I FOR VALUES FROM (%L) TO (%L)', part, parent, low, high);
        END IF;
    END LOOP;
END $$;

-- The weeks that are there already.
SELECT delivery.ensure_week(to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp AT TIME ZONE 'UTC')
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'delivery.events'::regclass;
