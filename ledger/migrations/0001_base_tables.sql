-- Base tables: append only. No sequences, enums, checks, indexes or non-literal defaults,
-- so that the same statements run on DuckLake later (design, section 4).

create table submission (
    submission_id varchar,
    sha256 varchar,
    file_name varchar,
    format varchar,
    unit varchar,
    qtr varchar,
    said_unit varchar,          -- as a person or the manifest said; empty when the file itself did
    said_quarter varchar,
    received_on date,
    received_on_source varchar, -- given | manifest | today
    held varchar,               -- finding codes that a person must settle; empty when none
    batch_id varchar,
    position integer,           -- order within the batch
    contact varchar,
    contact_phone varchar,      -- masked before it is stored
    recorded_by varchar,
    recorded_at timestamp       -- UTC, naive
);

create table entry (
    submission_id varchar,
    task_no integer,
    narrative varchar,
    text_key varchar,           -- hash of the normalised narrative: what a review holds for
    sheet varchar,
    cell varchar,
    part integer,               -- 0-based place in a cell that answers several tasks
    shared boolean,             -- one answer counted for each task of its row
    remark varchar              -- what further columns say beside the narrative
);

create table judgement (
    submission_id varchar,
    task_no integer,
    rules_version varchar,
    status varchar,
    reason varchar,
    evidence varchar,           -- JSON [[start, end], …], code points of the narrative
    figures varchar,            -- JSON [{"value", "unit", "start", "end"}, …]
    sentence_hashes varchar[],
    recorded_at timestamp
);

create table finding (
    submission_id varchar,
    position integer,
    code varchar,
    severity varchar,
    sheet varchar,
    cell varchar,
    "value" varchar,
    message varchar,
    hint varchar
);

create table document (
    document_id varchar,
    sha256 varchar,
    file_name varchar,
    unit varchar,
    document varchar,
    qtr varchar,
    received_on date,
    received_on_source varchar,
    recorded_by varchar,
    recorded_at timestamp
);

create table decision (
    decision_id varchar,
    kind varchar,
    "key" varchar,
    payload varchar,            -- JSON
    who varchar,
    reason varchar,
    recorded_at timestamp
);
