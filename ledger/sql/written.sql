-- title: 各版本的文字与判定
-- kept: once and unit
-- 每个已登记的台账版本中每一项任务的文字、出处和判定（口径见“判定”）；表中没有的任务没有这一行。
with final as (
    select
        known_submission.unit,
        entry.submission_id,
        entry.task_no,
        entry.narrative,
        entry.sheet,
        entry.cell,
        coalesce(entry.text_key, '') as text_key,
        coalesce(entry.shared, false) as shared,
        coalesce(entry.remark, '') as remark,
        coalesce(entry.declared, '') as declared,
        coalesce(known_judgement.sentence_hashes, []) as sentence_hashes,
        coalesce(known_judgement.sentence_lengths, []) as sentence_lengths,
        known_judgement.status as judged_status,
        coalesce(known_judgement.reason, '') as judged_reason,
        coalesce(known_judgement.evidence, '[]') as evidence,
        coalesce(known_judgement.figures, '[]') as figures,
        known_judgement.rules_version
    from facts.entry
    inner join known_submission on known_submission.submission_id = entry.submission_id
    left join known_judgement
        on known_judgement.submission_id = entry.submission_id
        and known_judgement.task_no = entry.task_no
)
select * from final
