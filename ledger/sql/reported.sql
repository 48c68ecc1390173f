-- title: 逐期对照的文字
-- kept: by day and unit
-- 各应报单位各季度现行版本中有实际内容的每一项（未填、不涉及的除外）及其上一期已收台账；雷同与数字核对都由此比对。
-- 持续性任务（continuing）为持续推进的，以及分阶段任务时限之后到期的台账。
with placed as (
    select
        history.*,
        case
            when duty.deadline_kind = 'continuous' then true
            when duty.deadline_kind = 'staged' then quarter.due_on > duty.due_on
            else false
        end as continuing
    from history
    inner join duty using (moment, unit, task_no)
    inner join plan.quarter using (qtr)
    where not absent and text_key <> '' and status not in ('blank', 'none')
),
-- Its own columns alone: a review that changes none of them leaves what is compared as it is.
final as (
    select
        moment, unit, qtr, task_no, official_order, submission_id, received_on, previous_qtr, previous_id,
        judged_status, continuing
    from placed
)
select * from final
