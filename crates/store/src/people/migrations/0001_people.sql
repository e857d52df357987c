-- What belongs to people and to what was told them: apart from the records, so that these can be deleted and made again.
--
-- Times are whole seconds since 1970 (`at`, `created` …): they are compared, never shown as they are. Tokens are kept as
-- SHA-256 only. Everything that names a person hangs on `accounts` and goes with it, but for the audit log, which says
-- `account 12` and no address.

create table settings (
    name text not null primary key,
    value text not null
) without rowid;

create table accounts (
    id integer not null primary key autoincrement,
    address text not null,        -- as typed
    folded text not null unique,  -- in small letters: what makes it one account
    lang text not null,
    operator integer not null default 0,
    blocked integer not null default 0,
    bounced text,                 -- why mail to it is refused; none while it is not
    created integer not null,
    seen integer                  -- day of the last sign-in, as its first second
);

-- A wish to sign in: the token is made when the mail is sent, so that nothing here holds it.
create table sign_ins (
    id integer not null primary key autoincrement,
    address text not null,
    lang text not null,
    asked integer not null,
    hash blob,                    -- none until the mail is made
    expires integer not null,
    sent integer not null default 0,
    attempts integer not null default 0,
    due integer not null
);
create unique index sign_ins_hash on sign_ins (hash);
create index sign_ins_due on sign_ins (due) where sent = 0;

create table sessions (
    hash blob not null primary key,
    id integer not null unique,
    account integer not null references accounts (id) on delete cascade,
    csrf text not null,           -- what its forms carry
    label text not null,          -- browser and system in two words
    created integer not null,
    seen integer not null,
    expires integer not null
) without rowid;
create index sessions_account on sessions (account);

-- Where something is told, if not by mail.
create table endpoints (
    id integer not null primary key autoincrement,
    account integer not null references accounts (id) on delete cascade,
    kind text not null,           -- webhook, ntfy
    url text not null,
    failing text,
    created integer not null
);
create index endpoints_account on endpoints (account);

create table watches (
    id integer not null primary key autoincrement,
    account integer not null references accounts (id) on delete cascade,
    target text not null,         -- alerts::Target::kept
    label text not null,
    url text not null,
    cadence text not null,
    muted text not null,
    paused integer not null default 0,
    endpoint integer references endpoints (id) on delete set null,
    began integer not null,       -- hears of events after this place in the log
    position integer not null,    -- told up to here
    due integer,                  -- when what waits is told; none when nothing waits
    created integer not null,
    unique (account, target)
);
create index watches_due on watches (due) where due is not null;

-- The subjects that a watch waits for: the number of a document and that of its paper are two.
create table watch_subjects (
    subject text not null,
    watch integer not null references watches (id) on delete cascade,
    primary key (subject, watch)
) without rowid;
create index watch_subjects_watch on watch_subjects (watch);

-- Secret addresses of feeds: of all watches of an account, or of one.
create table feeds (
    hash blob not null primary key,
    account integer not null references accounts (id) on delete cascade,
    watch integer references watches (id) on delete cascade,
    created integer not null
) without rowid;
create index feeds_account on feeds (account);

-- What was last announced of each aspect of each thing.
create table states (
    aspect text not null,
    id blob not null,
    facts text not null,
    primary key (aspect, id)
) without rowid;

-- Records to look at again: their text or relations were not there yet.
create table unsettled (
    category text not null,
    id blob not null,
    since integer not null,
    primary key (category, id)
) without rowid;

-- The log: append only.
create table log (
    seq integer not null primary key autoincrement,
    key text not null unique,
    item text not null,
    at integer not null,
    kind text not null,
    searched integer not null,
    shown text not null,          -- alerts::event::Shown as JSON
    facts text not null,
    quote text not null,
    subjects text not null        -- JSON list
);

-- Which watch found what: one row for each item, however often it is found.
create table hits (
    watch integer not null references watches (id) on delete cascade,
    item text not null,
    seq integer not null,
    delivery integer references deliveries (id),
    passage text not null default '',
    primary key (watch, item)
) without rowid;
create index hits_waiting on hits (watch, seq) where delivery is null;
create index hits_delivery on hits (delivery) where delivery is not null;

-- One row for each message, written before it is sent and settled when its channel has taken it.
create table deliveries (
    id integer not null primary key autoincrement,
    key text not null unique,
    account integer not null references accounts (id) on delete cascade,
    endpoint integer references endpoints (id) on delete cascade,
    written integer not null,
    due integer not null,         -- not before this moment
    attempts integer not null default 0,
    error text,
    state text not null           -- waiting, sent, held (refused, or given up), void (nothing left to tell)
);
create index deliveries_waiting on deliveries (state, account, id);

-- How often something was asked for; the name is a keyed hash, so that it tells no address.
create table limits (
    name text not null primary key,
    begun integer not null,
    count integer not null
) without rowid;

create table audit (
    id integer not null primary key autoincrement,
    at integer not null,
    actor text not null,          -- account 12, command line
    action text not null,
    subject text not null
);
