-- One file may hold several ledgers, and a form may ask for the status beside the narrative.
-- Rows from before have neither: every query reads null as the empty text.

alter table submission add column part varchar;  -- the sheet, where a file holds several ledgers

alter table entry add column declared varchar;   -- what the column 完成状态 says, as written
