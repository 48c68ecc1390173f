-- title: 台账各项的报送
-- kept: by day and unit
-- 各时点每单位每季度现行版本中每项任务的状态：有核定的用核定，否则用判定；文字和出处见“各版本的文字与判定”。
-- 表中没有该项：重建的任务（reconstructed）视为不涉及，其他视为未填。
with ledger as (
    select * from received_ledger where is_current
),
stated as (
    select
        ledger.moment,
        ledger.unit,
        ledger.qtr,
        ledger.version,
        ledger.received_on,
        ledger.submission_id,
        task.task_no,
        task.category_no,
        written.submission_id is null as absent,
        coalesce(written.text_key, '') as text_key,
        coalesce(written.shared, false) as shared,
        coalesce(written.judged_status, if(task.reconstructed, 'none', 'blank')) as judged_status
    from ledger
    cross join plan.task
    left join written
        on written.submission_id = ledger.submission_id and written.task_no = task.task_no
),
final as (
    select
        stated.*,
        coalesce(known_review.status, stated.judged_status) as status,
        known_review.decision_id is not null as reviewed,
        known_review.decision_id as review_id,
        known_review.qtr as review_qtr
    from stated
    left join known_review using (unit, task_no, text_key)
)
select * from final
