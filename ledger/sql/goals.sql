-- title: 方案目标的进度
-- 每项目标每个任务一行：截至日各单位的现状（口径与任务现状相同）。没有任务承担的目标，任务和各数为空。
-- 完成率（done_rate）= 已完成 / 适用，只算有时限的任务，包括分阶段完成后转为持续推进的；在推进率（fresh_rate）= 绿灯 / 适用，只算持续推进的任务。
-- days_left 为距目标日期的天数，负数为已过；open_units 为适用而未完成（持续推进的为未亮绿灯）的单位数。
with counted as (
    select
        task_no,
        any_value(category_no) as category_no,
        any_value(short_name) as short_name,
        any_value(deadline_kind) as deadline_kind,
        any_value(due_on) as task_due_on,
        count(*) filter (applicable) as applicable,
        count(*) filter (applicable and status = 'done') as done,
        count(*) filter (applicable and status = 'advancing') as advancing,
        count(*) filter (applicable and status = 'not_started') as not_started,
        count(*) filter (applicable and status = 'unclear') as unclear,
        count(*) filter (applicable and status = 'blank') as blank,
        count(*) filter (applicable and status = 'missing') as missing,
        count(*) filter (applicable and light = 'green') as green,
        count(*) filter (applicable and light = 'yellow') as yellow,
        count(*) filter (applicable and light = 'red') as red,
        count(*) filter (applicable and light = 'grey') as grey,
        count(*) filter (done_late) as done_late,
        count(*) filter (applicable and deadline_kind <> 'continuous') as dated_applicable,
        count(*) filter (applicable and deadline_kind <> 'continuous' and status = 'done') as dated_done,
        count(*) filter (applicable and deadline_kind = 'continuous') as continuous_applicable,
        count(*) filter (applicable and deadline_kind = 'continuous' and light = 'green') as continuous_green,
        string_agg(unit, '、' order by official_order) filter (
            applicable and if(deadline_kind = 'continuous', light <> 'green', status <> 'done')
        ) as units_open
    from standing_all
    group by task_no
),
final as (
    select
        goal_task.goal_no, goal_task.due_on, goal_task.due_text, goal_task.aspect_no, goal_task.aspect, goal_task.note,
        goal_task.due_on - cast(moments.moment as date) as days_left,
        goal_task.task_no, counted.category_no, counted.short_name, counted.deadline_kind, counted.task_due_on,
        columns(counted.* exclude (task_no, category_no, short_name, deadline_kind, task_due_on, units_open)),
        dated_applicable - dated_done + continuous_applicable - continuous_green as open_units,
        coalesce(counted.units_open, '') as units_open,
        dated_done / nullif(dated_applicable, 0) as done_rate,
        continuous_green / nullif(continuous_applicable, 0) as fresh_rate
    from goal_task
    cross join moments
    left join counted using (task_no)
)
select * from final order by goal_no, aspect_no, task_no
