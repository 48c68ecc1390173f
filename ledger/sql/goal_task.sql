-- title: 方案目标与任务
-- 方案一（二）的各项目标（goals.csv）逐条列出承担它的任务；没有任务承担的目标也占一行，任务为空。
with final as (
    select goal.* exclude (tasks), unnest(if(len(tasks) = 0, [null], tasks)) as task_no
    from plan.goal
)
select * from final
