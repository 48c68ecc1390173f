-- title: 各任务进展
-- 每项任务一行，列与各类别进展相同，另列该任务在截至日的时限。
with due as (
    select distinct task_no, due_on from duty
),
final as (
    select task.task_no, task.category_no, task.short_name, task.text, task.deadline_kind, due.due_on, task.reconstructed, tally.* exclude (moment, county_code, unit, category_no, task_no, absent_keys, level)
    from plan.task
    inner join tally on tally.level = 'task' and tally.task_no = task.task_no
    left join due on due.task_no = task.task_no
)
select * from final order by task_no
