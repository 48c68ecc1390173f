-- title: 各类别进展
-- 每个重点任务类别一行：适用数、各状态数、各灯数、办结率、在推进率、填报率。
with final as (
    select category.category_no, category.name as category, category.short_name, tally.* exclude (moment, county_code, unit, category_no, task_no, absent_keys, level)
    from plan.category
    inner join tally on tally.level = 'category' and tally.category_no = category.category_no
)
select * from final order by category_no
