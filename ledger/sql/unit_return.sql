-- title: 单位的台账报送概况
-- kept: by day and unit
-- 各时点各单位：最近应报季度、最近收到的季度、应报期数、未报期数、迟报期数。
with final as (
    select
        moment,
        unit,
        max(qtr) filter (is_due) as latest_due_qtr,
        max(qtr) filter (submission_id is not null) as latest_received_qtr,
        count(*) filter (is_due) as due_ledgers,
        count(*) filter (is_due and submission_id is null) as missing_ledgers,
        count(*) filter (is_owed and first_received_on > due_on) as late_ledgers
    from unit_quarter
    group by moment, unit
)
select * from final
