-- title: 台账各项的报送
-- kept: yes
-- 各时点每单位每季度现行版本中每项任务的文字和状态：有核定的用核定，否则用判定。
-- 表中没有该项：重建的任务（reconstructed）视为不涉及，其他视为未填。
with ledger as (
    select * from received_ledger where is_current
),
written as (
    select
        ledger.moment,
        ledger.unit,
        ledger.qtr,
        ledger.version,
        ledger.received_on,
        ledger.submission_id,
        ledger.file_name,
        task.task_no,
        task.category_no,
        entry.narrative,
        entry.sheet,
        entry.cell,
        coalesce(entry.shared, false) as shared,
        coalesce(entry.remark, '') as remark,
        coalesce(entry.declared, '') as declared,
        entry.submission_id is null as absent,
        coalesce(entry.text_key, '') as text_key,
        coalesce(known_judgement.sentence_hashes, []) as sentence_hashes,
        coalesce(known_judgement.sentence_lengths, []) as sentence_lengths,
        coalesce(
            known_judgement.status,
            case when task.reconstructed then 'none' else 'blank' end
        ) as judged_status,
        coalesce(known_judgement.reason, '') as judged_reason,
        coalesce(known_judgement.evidence, '[]') as evidence,
        coalesce(known_judgement.figures, '[]') as figures,
        known_judgement.rules_version
    from ledger
    cross join plan.task
    left join facts.entry
        on entry.submission_id = ledger.submission_id and entry.task_no = task.task_no
    left join known_judgement
        on known_judgement.submission_id = ledger.submission_id
        and known_judgement.task_no = task.task_no
),
final as (
    select
        written.*,
        coalesce(known_review.status, written.judged_status) as status,
        known_review.decision_id is not null as reviewed,
        known_review.decision_id as review_id,
        known_review.qtr as review_qtr
    from written
    left join known_review using (unit, task_no, text_key)
)
select * from final
