-- Projects, their environments, and who may call them.
CREATE TABLE workspaces.projects (
    id                    uuid        NOT NULL PRIMARY KEY,
    name                  text        NOT NULL,
    rate_limit_per_minute int         NULL CHECK (rate_limit_per_minute > 0),
    rate_limit_mode       text        NULL CHECK (rate_limit_mode IN ('DELAY', 'REJECT')),
    retry_preset          text        NULL,
    is_bootstrap          boolean     NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL
);
CREATE UNIQUE INDEX projects_bootstrap ON workspaces.projects (is_bootstrap) WHERE is_bootstrap;

CREATE TABLE workspaces.environments (
    id         uuid        NOT NULL PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES workspaces.projects (id),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX environments_project_name ON workspaces.environments (project_id, lower(name));

-- Only the SHA-256 of a key is kept; the prefix lets people recognise it.
CREATE TABLE workspaces.api_keys (
    id             uuid        NOT NULL PRIMARY KEY,
    environment_id uuid        NOT NULL REFERENCES workspaces.environments (id),
    name           text        NOT NULL,
    type           text        NOT NULL CHECK (type IN ('NORMAL', 'TEAM', 'TEST')),
    prefix         text        NOT NULL,
    hash           bytea       NOT NULL CHECK (octet_length(hash) = 32),
    is_bootstrap   boolean     NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL,
    revoked_at     timestamptz NULL,
    last_used_at   timestamptz NULL
);
CREATE UNIQUE INDEX api_keys_active_hash ON workspaces.api_keys (hash) WHERE revoked_at IS NULL;
CREATE INDEX api_keys_environment ON workspaces.api_keys (environment_id, id);

-- Whom a TEAM key may reach. Addresses are stored as compared: trimmed and in lower case.
CREATE TABLE workspaces.guest_list (
    environment_id uuid NOT NULL REFERENCES workspaces.environments (id),
    address        text NOT NULL,
    position       int  NOT NULL,
    PRIMARY KEY (environment_id, address)
);
