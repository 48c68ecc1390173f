-- How long each sentence is, beside its hash: only long ones are compared between units.
-- Rows from before have none until they are judged again.

alter table judgement add column sentence_lengths integer[];
