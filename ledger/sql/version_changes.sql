-- title: 版本之间的改动
-- 同一单位同一季度的每个新版本与其前一版本（撤回的不算）逐项比较，只列有改动的任务：
-- 新增（added，前一版没有该项或未填）、删去（removed，新版没有该项或未填）、改动（changed，规范化后的文字不同）。状态有核定的用核定，否则用判定。
with numbered as (
    select
        moment, unit, qtr, version, submission_id,
        lag(version) over earlier as previous_version,
        lag(submission_id) over earlier as previous_id
    from received_ledger
    window earlier as (partition by moment, unit, qtr order by version)
),
compared as (
    select * from numbered where previous_id is not null
),
concerned as (
    select unit, submission_id from compared
    union
    select unit, previous_id from compared
),
stated as (
    select
        concerned.submission_id,
        entry.task_no,
        entry.narrative,
        entry.text_key,
        coalesce(known_review.status, known_judgement.status, 'blank') as status,
        coalesce(known_judgement.status, 'blank') = 'blank' as is_blank
    from concerned
    inner join facts.entry on entry.submission_id = concerned.submission_id
    left join known_judgement
        on known_judgement.submission_id = entry.submission_id
        and known_judgement.task_no = entry.task_no
    left join known_review
        on known_review.unit = concerned.unit
        and known_review.task_no = entry.task_no
        and known_review.text_key = entry.text_key
),
paired as (
    select
        compared.*,
        task.task_no,
        task.category_no,
        before.narrative as narrative_before,
        now.narrative as narrative_now,
        before.status as said_before,
        now.status as said_now,
        if(task.reconstructed, 'none', 'blank') as unsaid,
        case
            when coalesce(before.is_blank, true) and coalesce(now.is_blank, true) then null
            when coalesce(before.is_blank, true) then 'added'
            when coalesce(now.is_blank, true) then 'removed'
            when before.text_key <> now.text_key then 'changed'
        end as change
    from compared
    cross join plan.task
    left join stated as before
        on before.submission_id = compared.previous_id and before.task_no = task.task_no
    left join stated as now
        on now.submission_id = compared.submission_id and now.task_no = task.task_no
),
final as (
    select
        unit, qtr as quarter, version, previous_version, task_no, category_no, change,
        coalesce(narrative_before, '') as narrative_before, coalesce(narrative_now, '') as narrative_now,
        coalesce(said_before, unsaid) as status_before, coalesce(said_now, unsaid) as status_now,
        submission_id
    from paired
    where change is not null
)
select * from final order by quarter, unit, version, task_no
