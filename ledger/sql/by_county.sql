-- title: 各县区进展
-- 每个县区（市局科室、支队归市本级）一行，列与各类别进展相同。
with county as (
    select county_code, any_value(county) as county, min(official_order) as official_order, count(*) as units
    from expected_unit
    group by county_code
),
final as (
    select county.county, county.county_code, county.units, county.official_order, tally.* exclude (moment, county_code, unit, category_no, task_no, absent_keys, level)
    from county
    inner join tally on tally.level = 'county' and tally.county_code = county.county_code
)
select * from final order by official_order
