// The tables of the embedded database, as steps from one user_version to the next. A released step never changes.

/** Step n brings a database from user_version n to n + 1. */
export const SCHEMA_STEPS: readonly string[] = [
  `
  -- The document comes last: a filter on the columns before it never touches its overflow pages.
  create table instances (
    id text primary key,
    version integer not null,
    workflow_id text not null,
    workflow_version text not null,
    status text not null,
    outcome text,
    started_by text not null,
    started_at integer not null,
    open_incidents integer not null,
    wake_at integer,
    wakes integer not null,
    facets text not null,
    document text not null
  ) strict;
  create index instances_newest on instances (started_at, id);
  create index instances_workflow on instances (workflow_id, started_at, id);
  create index instances_status on instances (status, started_at, id);
  create index instances_outcome on instances (outcome, started_at, id) where outcome is not null;
  create index instances_starter on instances (started_by, started_at, id);
  create index instances_incidents on instances (started_at, id) where open_incidents > 0;
  create index instances_due on instances (wake_at, id) where wake_at is not null;
  create index instances_pending on instances (id) where wake_at is not null;

  -- People and tags of an instance, in the order of a list, so that a filter on them is one range of the key.
  create table assignees (
    value text not null, started_at integer not null, instance_id text not null, amount integer not null,
    primary key (value, started_at, instance_id)
  ) strict, without rowid;
  create table viewers (
    value text not null, started_at integer not null, instance_id text not null, amount integer not null,
    primary key (value, started_at, instance_id)
  ) strict, without rowid;
  create table tags (
    value text not null, started_at integer not null, instance_id text not null, amount integer not null,
    primary key (value, started_at, instance_id)
  ) strict, without rowid;

  create table audit (
    instance_id text not null, seq integer not null, entry text not null,
    primary key (instance_id, seq)
  ) strict;

  create table definitions (
    id text not null, version text not null, status text not null, hash text not null, definition text not null,
    primary key (id, version)
  ) strict;

  create table users (id text primary key, document text not null) strict;
  create table members (
    role text not null, user_id text not null,
    primary key (role, user_id)
  ) strict, without rowid;

  create table records (
    collection text not null, id text not null, record text not null,
    primary key (collection, id)
  ) strict;

  create table outbox (
    position integer primary key,
    key text not null unique,
    user_id text not null,
    message text not null
  ) strict;
  create index outbox_user on outbox (user_id, position);
  `,
  `
  alter table instances add column ended_at integer;
  update instances set ended_at = json_extract(document, '$.instance.endedAt');
  create index instances_ended on instances (ended_at, id) where ended_at is not null;

  -- Addresses are plain ASCII, so lower() is all of their case.
  create index users_email on users (lower(json_extract(document, '$.email')), id);

  create table routing (
    role text primary key, counted_at integer not null, open_counts text not null
  ) strict;
  create table metrics (
    workflow_id text not null, date text not null, figures text not null,
    primary key (workflow_id, date)
  ) strict;
  `,
  `
  -- Handles of messages whose providers have not said yet what became of them.
  create table deliveries (
    value text not null, started_at integer not null, instance_id text not null, amount integer not null,
    primary key (value, started_at, instance_id)
  ) strict, without rowid;

  create index users_phone on users (json_extract(document, '$.phone'), id);

  create table leases (
    key text primary key, holder text not null, taken_at integer not null
  ) strict, without rowid;
  create index leases_taken on leases (taken_at);
  create table channel_states (channel text primary key, down_since integer not null) strict, without rowid;
  `,
  `
  -- The earliest deadline of what is open in an instance that runs.
  alter table instances add column due_at integer;
  update instances set due_at = (
    select min(value) from (
      select json_extract(step.value, '$.dueAt') as value from json_each(document, '$.instance.steps') step
      where json_extract(step.value, '$.state') in ('assigned', 'in_progress', 'escalated')
      union all select json_extract(document, '$.instance.sla.at.breached')
    )
  ) where status = 'running';
  create index instances_overdue on instances (due_at, id) where due_at is not null;
  `,
];
