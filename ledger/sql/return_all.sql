-- title: 报送状态
-- 每个单位、应报季度、文种一行（义务期内到期的才应报，单位退出后仍保留）。期限所在月首日之前未到期（not_due），至期限日当日待报（awaited），其后未报（missing）；
-- 收到之后，首次收到不晚于期限日为按时（on_time），否则迟报（late）。期限日遇法定节假日不顺延，只作标注。
-- days_late 自期限日数至首次收到日，未报的数至截至日。撤回的材料不计。
-- 读不出来、只收存原件的台账不算收到，不改变状态和天数；unread_on 为最近一份的收到日期，该日及以后收到能读的台账即不再列出。
with came as (
    select moments.moment, known_document.*
    from moments
    inner join known_document
        on known_document.received_on <= moments.moment and not known_document.is_withdrawn
),
unread as (
    select moment, unit, qtr, document, max(received_on) as unread_on
    from came
    where document = 'ledger'
    group by all
),
receipt as (
    select moment, unit, qtr, 'ledger' as document, min(received_on) as first_received_on,
        max(received_on) as last_received_on, max(version) as versions
    from received_ledger
    group by all
    union all by name
    select moment, unit, qtr, document, min(received_on) as first_received_on,
        max(received_on) as last_received_on, count(*) as versions
    from came
    where document <> 'ledger'
    group by all
),
owed as (
    select moments.moment, unit.unit, unit.county, unit.county_code, unit.official_order,
        period.qtr, period.document, period.due_on, period.note
    from moments
    cross join plan.unit
    inner join plan.period
        on period.owed
        and period.due_on >= coalesce(unit.owes_from, date '0001-01-01')
        and period.due_on <= coalesce(unit.owes_until, date '9999-12-31')
),
final as (
    select
        owed.*,
        receipt.first_received_on,
        coalesce(receipt.versions, 0) as versions,
        owed.due_on < owed.moment as is_due,
        case
            when receipt.first_received_on <= owed.due_on then 'on_time'
            when receipt.first_received_on is not null then 'late'
            when owed.moment > owed.due_on then 'missing'
            when owed.moment >= date_trunc('month', owed.due_on) then 'awaited'
            else 'not_due'
        end as state,
        greatest(0, coalesce(receipt.first_received_on, owed.moment) - owed.due_on) as days_late,
        case
            when receipt.last_received_on >= unread.unread_on then null else unread.unread_on
        end as unread_on
    from owed
    left join receipt using (moment, unit, qtr, document)
    left join unread using (moment, unit, qtr, document)
)
select * from final
