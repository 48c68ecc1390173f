-- title: 滞后单位
-- moments: closes
-- 依次按未报期数、红灯数、黄灯数从多到少排列（县区排名按红灯 / 适用）；不设综合得分，各列俱在。
-- stale 为持续性任务中连续 1 期以上无新进展的项数；overdue、due_soon 为逾期、临近的任务数（口径见“逾期和临近的任务”），
-- newly_red、long_red 为新转红、长期红灯的任务数（口径见“灯的变化”），returned 为已退回修改、更正的尚未收到的台账份数。
with latest as (
    select max(moment) as moment from moments
),
moved as (
    select unit, count(*) filter (newly_red) as newly_red, count(*) filter (long_red) as long_red
    from movement
    group by unit
),
not_done as (
    select
        unit, count(*) filter (kind = 'overdue') as overdue,
        count(*) filter (kind = 'due_soon') as due_soon
    from open_duty
    inner join latest using (moment)
    group by unit
),
sent_back as (
    select received_ledger.unit, count(*) as returned
    from received_ledger
    inner join latest using (moment)
    inner join known_return using (submission_id)
    where received_ledger.is_current
    group by all
),
final as (
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
        coalesce(not_done.overdue, 0) as overdue,
        coalesce(not_done.due_soon, 0) as due_soon,
        moved.newly_red,
        moved.long_red,
        coalesce(sent_back.returned, 0) as returned,
        tally.applicable,
        tally.done,
        tally.dated_done,
        tally.dated_applicable,
        tally.continuing_green,
        tally.continuing_applicable,
        tally.completion_rate,
        tally.fresh_rate,
        expected_unit.official_order
    from expected_unit
    inner join latest using (moment)
    inner join tally on tally.moment = latest.moment and tally.level = 'unit' and tally.unit = expected_unit.unit
    inner join unit_return on unit_return.moment = latest.moment and unit_return.unit = expected_unit.unit
    inner join moved on moved.unit = expected_unit.unit
    left join not_done on not_done.unit = expected_unit.unit
    left join sent_back on sent_back.unit = expected_unit.unit
)
select *
from final
order by missing_ledgers desc, red desc, yellow desc, official_order
