-- title: 各类别逐季进展
-- moments: closes
-- 每季度每类别一行：该季度最后一天（晚于截至日的取截至日）的现状。
with final as (
    select quarter.qtr as quarter, category.category_no, category.name as category, category.short_name, tally.* exclude (county_code, unit, category_no, task_no, absent_keys, level)
    from tally
    inner join plan.category on category.category_no = tally.category_no
    inner join plan.quarter
        on quarter.owed and tally.moment >= quarter.first_day and tally.moment <= quarter.last_day
    where tally.level = 'category'
)
select * from final order by quarter, category_no
