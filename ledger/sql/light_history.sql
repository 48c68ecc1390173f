-- title: 灯的历史
-- moments: closes
-- 每个单位每项任务在每个应报季度最后一天的状态和灯，以及截至日的状态和灯（is_now）。
-- 季末的灯照那一天的口径判断：只计当天及以前收到的台账；以后作出的更正（核定、撤回、重新判定）也计入，与各处“数据截至”的口径相同。要看当时登记的内容所判的灯，另设登记时点（known_at）。
with latest as (
    select max(moment) as as_of from moments
),
seen as (
    select quarter.qtr as quarter, quarter.last_day as closed_on, false as is_now
    from plan.quarter
    inner join moments on moments.moment = quarter.last_day
    where quarter.owed
    union all
    select year(as_of) || 'Q' || quarter(as_of), as_of, true from latest
),
final as (
    select
        standing_all.unit, standing_all.county, standing_all.task_no, standing_all.category_no, standing_all.short_name,
        seen.quarter, seen.closed_on, seen.is_now, standing_all.light, standing_all.status, standing_all.official_order
    from seen
    inner join standing_all on standing_all.moment = seen.closed_on
)
select * from final order by official_order, unit, task_no, closed_on, is_now
