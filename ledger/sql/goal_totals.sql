-- title: 方案目标合计
-- 每项目标一行：承担它的任务的单位数合计（口径见“方案目标的进度”），完成率、在推进率由合计算出。
-- tasks 为任务数，tasks_done 为有时限而各适用单位都已完成的任务数。
with final as (
    select
        goal_no, due_on, due_text, aspect_no, aspect, any_value(note) as note, any_value(days_left) as days_left,
        count(task_no) as tasks,
        count(task_no) filter (dated_applicable > 0 and dated_done = dated_applicable) as tasks_done,
        coalesce(sum(applicable), 0)::bigint as applicable,
        coalesce(sum(done), 0)::bigint as done,
        coalesce(sum(advancing), 0)::bigint as advancing,
        coalesce(sum(not_started), 0)::bigint as not_started,
        coalesce(sum(unclear), 0)::bigint as unclear,
        coalesce(sum(blank), 0)::bigint as blank,
        coalesce(sum(missing), 0)::bigint as missing,
        coalesce(sum(green), 0)::bigint as green,
        coalesce(sum(yellow), 0)::bigint as yellow,
        coalesce(sum(red), 0)::bigint as red,
        coalesce(sum(grey), 0)::bigint as grey,
        coalesce(sum(done_late), 0)::bigint as done_late,
        coalesce(sum(dated_applicable), 0)::bigint as dated_applicable,
        coalesce(sum(dated_done), 0)::bigint as dated_done,
        coalesce(sum(continuous_applicable), 0)::bigint as continuous_applicable,
        coalesce(sum(continuous_green), 0)::bigint as continuous_green,
        sum(dated_done) / nullif(sum(dated_applicable), 0) as done_rate,
        sum(continuous_green) / nullif(sum(continuous_applicable), 0) as fresh_rate
    from goals
    group by goal_no, due_on, due_text, aspect_no, aspect
)
select * from final order by goal_no, aspect_no
