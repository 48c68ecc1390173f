-- title: 各单位应报或已报的台账季度
-- kept: by day and unit
-- 已过期限（is_due：时点晚于期限日，期限当日不算）或已收到台账的季度；只有义务期内到期的才算应报。
with owed as (
    select
        expected_unit.moment,
        expected_unit.unit,
        quarter.qtr,
        quarter.due_on,
        quarter.owed
            and quarter.due_on >= coalesce(expected_unit.owes_from, date '0001-01-01')
            and quarter.due_on <= coalesce(expected_unit.owes_until, date '9999-12-31') as is_owed
    from expected_unit
    cross join plan.quarter
),
final as (
    select
        owed.*,
        owed.is_owed and owed.due_on < owed.moment as is_due,
        received_ledger.submission_id,
        received_ledger.received_on,
        received_ledger.first_received_on
    from owed
    left join received_ledger
        on received_ledger.moment = owed.moment
        and received_ledger.unit = owed.unit
        and received_ledger.qtr = owed.qtr
        and received_ledger.is_current
)
select * from final
