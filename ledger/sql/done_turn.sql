-- title: 报已完成的由来
-- kept: by day and unit
-- 每个单位每项任务：首次报已完成的那期台账首次收到的日期（turned_on）、其前是否尚未完成（was_open：上一期状态不是已完成、未填、不涉及，或者有到期台账未报）、是否几项共用一格（done_shared），
-- 以及最近一次核定为已完成的季度（confirmed_qtr）。
with shown as (
    select
        history.moment, history.unit, history.task_no, history.qtr, history.shared,
        unit_quarter.first_received_on, before.effective_status as status_before
    from history
    inner join unit_quarter using (moment, unit, qtr)
    left join history as before
        on before.moment = history.moment
        and before.unit = history.unit
        and before.task_no = history.task_no
        and before.run_year = history.run_year
        and before.qtr = history.previous_qtr
),
first_owed as (
    select moment, unit, min(due_on) as due_on from unit_quarter where is_owed group by all
),
turned as (
    select
        shown.moment, shown.unit, shown.task_no, shown.qtr as done_qtr, shown.shared as done_shared,
        shown.first_received_on as turned_on,
        case
            when status_before is null then coalesce(first_owed.due_on < first_received_on, false)
            else status_before in ('advancing', 'not_started', 'unclear')
        end as was_open
    from shown
    left join first_owed using (moment, unit)
),
confirmed as (
    select moment, unit, task_no, max(qtr) filter (reviewed and status = 'done') as confirmed_qtr
    from history
    group by all
),
final as (
    select
        standing_all.moment, standing_all.unit, standing_all.task_no,
        turned.done_shared, turned.turned_on, turned.was_open, confirmed.confirmed_qtr
    from standing_all
    left join turned using (moment, unit, task_no, done_qtr)
    left join confirmed using (moment, unit, task_no)
)
select * from final
