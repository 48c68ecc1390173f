-- title: 连续亮红灯的季末数
-- 每个单位每项任务截至日及以前连续亮红灯的季末数（quarters_red），自最近的季末往回数，截至日当天是季末的也算；since_quarter 为其中最早的一季，一个也没有的为截至日所在的季度。
with latest as (
    select max(moment) as as_of from moments
),
close as (
    select quarter.qtr, quarter.last_day, row_number() over (order by quarter.last_day desc) as back
    from plan.quarter
    cross join latest
    where quarter.owed and quarter.last_day <= latest.as_of
),
now as (
    select standing_all.unit, standing_all.task_no, latest.as_of
    from standing_all
    inner join latest on latest.as_of = standing_all.moment
),
broken as (
    select now.unit, now.task_no, min(close.back) as broken_at
    from now
    cross join close
    left join standing_all as past
        on past.moment = close.last_day and past.unit = now.unit and past.task_no = now.task_no
    where past.light is distinct from 'red'
    group by all
),
final as (
    select
        now.unit,
        now.task_no,
        count(close.qtr) as quarters_red,
        coalesce(min(close.qtr), year(any_value(now.as_of)) || 'Q' || quarter(any_value(now.as_of)))
            as since_quarter
    from now
    left join broken using (unit, task_no)
    left join close on broken.broken_at is null or close.back < broken.broken_at
    group by now.unit, now.task_no
)
select * from final
