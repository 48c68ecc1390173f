-- title: 报送率与按时率
-- 只看已过期限的台账。报送率 = 已收到的应报台账 / 应报台账；按时率 = 期限日当日及以前收到的 / 应报台账（不是 / 已收到）。
with final as (
    select
        qtr as quarter,
        due_on,
        count(*) as expected,
        count(*) filter (state in ('on_time', 'late')) as received,
        count(*) filter (state = 'on_time') as on_time,
        count(*) filter (state = 'late') as late,
        count(*) filter (state = 'missing') as missing,
        received / nullif(expected, 0) as reporting_rate,
        on_time / nullif(expected, 0) as on_time_rate,
        coalesce(
            string_agg(unit, '、' order by official_order) filter (state = 'missing'), ''
        ) as missing_units
    from return_all
    where document = 'ledger' and is_due
    group by qtr, due_on
)
select * from final order by quarter
