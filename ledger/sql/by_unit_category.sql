-- title: 各单位各类别进展
-- 每单位每类别一行，列与各类别进展相同。
with final as (
    select expected_unit.unit, expected_unit.county, expected_unit.official_order, category.category_no, category.name as category, category.short_name, tally.* exclude (moment, county_code, unit, category_no, task_no, absent_keys, level)
    from tally
    inner join expected_unit on expected_unit.moment = tally.moment and expected_unit.unit = tally.unit
    inner join plan.category on category.category_no = tally.category_no
    where tally.level = 'unit_category'
)
select * from final order by official_order, unit, category_no
