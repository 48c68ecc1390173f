-- title: 数字合计
-- 填报的数字按任务、所数的事和计数单位一行：报了数的单位数 / 收到过台账的应报单位数，最小、中位、最大，全市合计，任务规定的数及低于它的单位数，离群的单位及其数。
-- 取数见“合计所取的数字”，离群见“各单位的数字”。各单位数的是同一件事才相加，认出它们的词见 matched。
-- 不相加的没有合计，no_total 说明原因：比例、学时、时长、分数、种类不能相加；没有认出所数的事；有单位同一格里有几个数，看不出哪个是总数（units_unsure）。
with reporting_units as (
    select count(*) as units_expected from unit_return where latest_received_qtr is not null
),
grouped as (
    select
        task_no, category_no, short_name, thing, counted_in, summable,
        string_agg(distinct matched, '、' order by matched) as matched,
        count(*) as units_reported,
        any_value(units_expected) as units_expected,
        round(sum(value), 6) as together,
        round(sum(value) filter (is_sure), 6) as together_sure,
        count(*) filter (not is_sure) as unsure,
        coalesce(string_agg(unit, '、' order by official_order) filter (not is_sure), '') as units_unsure,
        min(value) as least, median(value) as middle, max(value) as most,
        any_value(target) as target, any_value(target_meaning) as target_meaning,
        count(*) filter (below_target) as below_target,
        coalesce(string_agg(unit, '、' order by official_order) filter (below_target), '') as units_below,
        count(*) filter (is_outlier) as outliers,
        coalesce(string_agg(unit, '、' order by official_order) filter (is_outlier), '') as outlier_units,
        coalesce(string_agg(unit || words, '、' order by official_order) filter (is_outlier), '') as outlier_values
    from figure_values
    cross join reporting_units
    group by task_no, category_no, short_name, thing, counted_in, summable
),
final as (
    select
        task_no, category_no, short_name, thing, counted_in, matched, summable, units_reported, units_expected,
        case
            when thing = '' then '没有认出所数的事'
            when not summable then '各单位不能相加'
            when unsure = units_reported then '各单位都有几个数，分不清总数'
            when unsure > 0 then unsure || '个单位有几个数，分不清总数；其余' || (units_reported - unsure) || '个单位合计' || printf('%.15g', together_sure)
            else ''
        end as no_total,
        if(no_total = '', together, null) as total,
        least, middle, most, target, target_meaning, below_target, units_below, units_unsure,
        outliers, outlier_units, outlier_values
    from grouped
)
select * from final order by task_no, thing = '', thing, counted_in
