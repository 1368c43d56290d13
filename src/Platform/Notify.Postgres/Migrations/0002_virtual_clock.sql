-- How far tests have moved the installation's clock. Empty outside of tests.
CREATE TABLE platform.virtual_clock (
    id           int    NOT NULL PRIMARY KEY CHECK (id = 1),
    offset_ticks bigint NOT NULL
);
