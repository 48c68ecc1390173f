-- The stamped paper copy stands beside the electronic one, with what came with it; the text of
-- Word files can be read and searched; liaison lists become rows.
-- Rows from before have none of these: every query reads a copy of null as electronic.

alter table submission add column approved_by varchar;  -- 审核人, as the ledger itself names one

alter table document add column copy varchar;           -- electronic | paper
alter table document add column letter_number varchar;  -- 来文文号
alter table document add column approved_by varchar;    -- as the sender stated it
alter table document add column title varchar;
alter table document add column task_nos integer[];     -- the tasks that a case is about

create table passage (
    document_id varchar,
    position integer,
    heading boolean,
    text varchar,           -- telephone numbers masked before it is stored
    recorded_at timestamp
);

create table liaison (
    document_id varchar,
    position integer,
    unit varchar,           -- official name; empty when nobody knows the written one
    said_unit varchar,      -- as written
    person varchar,
    phone varchar,          -- digits, several numbers parted by 、; shown by the reminders alone
    remark varchar,
    recorded_at timestamp
);
