-- title: 各季度进展
-- moments: closes
-- 每季度一行：该季度最后一天（晚于截至日的取截至日）的现状，列与各类别进展相同。
with final as (
    select quarter.qtr as quarter, tally.* exclude (county_code, unit, category_no, task_no, absent_keys, level)
    from tally
    inner join plan.quarter
        on quarter.owed and tally.moment >= quarter.first_day and tally.moment <= quarter.last_day
    where tally.level = 'city'
)
select * from final order by quarter
