-- title: 灯的历史
-- moments: closes
-- 每个单位每项任务在每个应报季度最后一天的状态和灯，以及截至日的状态和灯（is_now）。
-- 以往季末的灯不是当时存下的，而是按现在所知重新推算：只计那一天及以前收到的台账；以后登记的台账（收到日期在先的）、以后作出的核定、撤回和重新判定也算到以往的季末，
-- 今天核定一项，它在以往季末的灯可能随之改变，与各处“数据截至”的口径相同。要看当时所知的灯，另设登记时点（known_at）：其后登记的一概不计。
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
