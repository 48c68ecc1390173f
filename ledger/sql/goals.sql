-- title: 方案目标的进度
-- 每项目标每个任务一行：截至日各单位的现状（口径与任务现状相同）。没有任务承担的目标，任务和各数为空。
-- 完成率（done_rate）= 已完成 / 适用，只算有时限的任务，包括分阶段完成后转为持续推进的；在推进率（fresh_rate）= 绿灯 / 适用，只算持续推进的任务。
-- days_left 为距目标日期的天数，负数为已过；open_units 为适用而未完成（持续推进的为未亮绿灯）的单位数。
with carried_out as (
    select
        task_no,
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
        goal_task.task_no, by_task.category_no, by_task.short_name, by_task.deadline_kind,
        by_task.due_on as task_due_on,
        by_task.applicable, by_task.done, by_task.advancing, by_task.not_started, by_task.unclear,
        by_task.blank, by_task.missing, by_task.green, by_task.yellow, by_task.red, by_task.grey,
        carried_out.* exclude (task_no, units_open),
        carried_out.dated_applicable - carried_out.dated_done + carried_out.continuous_applicable
            - carried_out.continuous_green as open_units,
        coalesce(units_open, '') as units_open,
        carried_out.dated_done / nullif(carried_out.dated_applicable, 0) as done_rate,
        carried_out.continuous_green / nullif(carried_out.continuous_applicable, 0) as fresh_rate
    from goal_task
    cross join moments
    left join by_task on by_task.task_no = goal_task.task_no
    left join carried_out on carried_out.task_no = goal_task.task_no
)
select * from final order by goal_no, aspect_no, task_no
