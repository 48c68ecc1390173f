-- title: 各时点逾期和临近的任务
-- 有时限而未完成的任务（分阶段任务看其阶段；不适用的、尚无台账到期也未收到的不列）：时限已过的为逾期（overdue），
-- 距时限不超过 soon_days 天的为临近（due_soon）。时限已过而未填的也是逾期（黄灯、待核）。
with limits as (
    select max(value) filter (name = 'soon_days') as soonest from plan.threshold
),
final as (
    select standing_all.*, if(is_past, 'overdue', 'due_soon') as kind
    from standing_all
    cross join limits
    where applicable and not nothing_owed_yet and not continuing and status <> 'done'
        and days_left <= soonest
)
select * from final
