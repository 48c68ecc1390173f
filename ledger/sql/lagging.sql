-- title: 滞后单位
-- 依次按未报期数、红灯数、黄灯数从多到少排列（县区排名按红灯 / 适用）；不设综合得分，各列俱在。
-- stale 为持续性任务中连续 1 期以上无新进展的项数。
with final as (
    select
        expected_unit.unit,
        expected_unit.county,
        expected_unit.county_code,
        unit_return.missing_ledgers,
        unit_return.late_ledgers,
        unit_return.due_ledgers,
        tally.red,
        tally.yellow,
        tally.green,
        tally.to_review,
        tally.stale,
        tally.applicable,
        tally.done,
        tally.completion_rate,
        tally.fresh_rate,
        expected_unit.official_order
    from expected_unit
    inner join tally on tally.level = 'unit' and tally.unit = expected_unit.unit
    inner join unit_return on unit_return.unit = expected_unit.unit
)
select *
from final
order by missing_ledgers desc, red desc, yellow desc, official_order
