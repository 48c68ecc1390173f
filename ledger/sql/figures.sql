-- title: 填报数据
-- 落实情况中出现的数字及其单位（取各单位各季度现行版本；各季累计，不跨季相加）。
-- 任务规定了数量的（targets.csv），规定的数 target 列在同单位的数字旁边。
with listed as (
    select *, unnest(from_json(figures, '[{"value":"DOUBLE","unit":"VARCHAR","start":"INTEGER","end":"INTEGER"}]')) as figure
    from cell_written
),
goal as (
    select
        task_no, target, meaning as target_meaning,
        unnest([unit, '个' || unit]) as counted_in
    from plan.target
),
final as (
    select
        unit, qtr as quarter, listed.task_no, figure.value as value, figure.unit as counted_in,
        figure.start as start_at, figure.end as end_at, file_name, sheet, cell,
        goal.target, coalesce(goal.target_meaning, '') as target_meaning
    from listed
    left join goal on goal.task_no = listed.task_no and goal.counted_in = listed.figure.unit
)
select * from final order by quarter, unit, task_no, start_at
