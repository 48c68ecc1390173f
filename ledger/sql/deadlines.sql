-- title: 未完成任务的时限
-- 有时限而尚有单位未完成的任务，时限近者在前：适用、已完成、未完成单位数，距时限天数（负数为已过）。
with final as (
    select
        task_no,
        any_value(standing_all.short_name) as short_name,
        any_value(task.text) as text,
        standing_all.category_no,
        standing_all.due_on,
        days_left,
        count(*) as applicable,
        count(*) filter (status = 'done') as done,
        count(*) filter (status <> 'done') as open_units,
        count(*) filter (light = 'red') as red,
        string_agg(unit, '、' order by official_order) filter (status <> 'done') as units_open
    from standing_all
    inner join plan.task using (task_no)
    where applicable
        and standing_all.due_on is not null
        and (not continuing or standing_all.deadline_kind = 'staged')
    group by task_no, standing_all.category_no, standing_all.due_on, days_left
    having open_units > 0
)
select * from final order by due_on, task_no
