-- title: 各县区各类别进展
-- 每县区每类别一行，列与各类别进展相同。
with county as (
    select county_code, any_value(county) as county, min(official_order) as official_order
    from expected_unit
    group by county_code
),
final as (
    select county.county, county.county_code, county.official_order, category.category_no, category.name as category, category.short_name, tally.* exclude (moment, county_code, unit, category_no, task_no, absent_keys, level)
    from tally
    inner join county on county.county_code = tally.county_code
    inner join plan.category on category.category_no = tally.category_no
    where tally.level = 'county_category'
)
select * from final order by official_order, category_no
