-- title: 数字合计
-- 填报的数字按任务、所数的事和计数单位一行：报了数的单位数 / 收到过台账的应报单位数，最小、中位、最大，全市合计，任务规定的数及低于它的单位数，离群的单位。
-- 取数见“合计所取的数字”，离群见“各单位的数字”。百分比、学时、时长、分数、种类不能相加，没有合计；没有认出所数的事的不合计。
with reporting_units as (
    select count(*) as units_expected from unit_return where latest_received_qtr is not null
),
final as (
    select
        task_no, category_no, short_name, thing, counted_in, summable,
        count(*) as units_reported,
        any_value(units_expected) as units_expected,
        if(summable and thing <> '', round(sum(value), 6), null) as total,
        min(value) as least, median(value) as middle, max(value) as most,
        any_value(target) as target, any_value(target_meaning) as target_meaning,
        count(*) filter (below_target) as below_target,
        coalesce(string_agg(unit, '、' order by official_order) filter (below_target), '') as units_below,
        count(*) filter (is_outlier) as outliers,
        coalesce(string_agg(unit, '、' order by official_order) filter (is_outlier), '') as outlier_units
    from figure_values
    cross join reporting_units
    group by task_no, category_no, short_name, thing, counted_in, summable
)
select * from final order by task_no, thing = '', thing, counted_in
