-- A subscriber may have several addresses on one channel: every device has a token of its own. An address may belong to one provider
-- of its channel (an APNs token is of no use to FCM).
ALTER TABLE audience.endpoints ADD COLUMN provider text NULL;
ALTER TABLE audience.endpoints ADD COLUMN ordinal int NOT NULL DEFAULT 0;
ALTER TABLE audience.endpoints DROP CONSTRAINT endpoints_pkey;
ALTER TABLE audience.endpoints ADD PRIMARY KEY (subscriber_id, channel, address);

-- Addresses that must not be used, whoever they belong to: their provider reported a hard bounce, a complaint, or that the recipient
-- said stop. The address is kept in lower case on channels where case does not matter.
CREATE TABLE audience.suppressions (
    environment_id uuid        NOT NULL,
    channel        text        NOT NULL,
    address        text        NOT NULL,
    reason         text        NOT NULL,
    code           text        NULL,
    source         text        NOT NULL,   -- the integration that reported it, or who added it by hand
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (environment_id, channel, address)
);
