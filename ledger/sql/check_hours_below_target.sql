-- title: 学时未达标
-- 文字判定为已完成，而所报的同单位数字（targets.csv，百分数除外）全都低于任务规定的数。
with goal as (
    select task_no, unit as counted_in, target, meaning from plan.target where unit <> '%'
),
final as (
    select
        moment, unit, qtr, task_no, 'hours_below_target' as code,
        '报已完成，但所报最多为“' || arg_max(words, amount) || '”，低于规定（' || meaning || '）。' as message,
        '[[' || arg_max(start_at, amount) || ', ' || arg_max(end_at, amount) || ']]' as evidence,
        '' as other_unit, '' as other_qtr, '' as other_narrative, arg_max(words, amount) as other_key
    from said_figure
    inner join goal using (task_no, counted_in)
    where judged_status = 'done'
    group by moment, unit, qtr, task_no, target, meaning
    having max(amount) < target
)
select * from final
