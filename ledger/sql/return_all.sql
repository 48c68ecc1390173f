-- title: 报送状态
-- kept: by day and unit
-- 每个单位、应报季度、文种一行（义务期内到期的才应报，单位退出后仍保留）。期限所在月首日之前未到期（not_due），至期限日当日待报（awaited），其后未报（missing）；
-- 收到之后，首次收到不晚于期限日为按时（on_time），否则迟报（late）。期限日遇法定节假日或双休日不顺延，只在 due_holiday 标注。
-- 电子版决定收到与按时（方案设置 timeliness_copy 为 paper 时由纸质盖章件决定）；纸质盖章件的首次收到日期另列为 paper_received_on，
-- 来文文号取登记时所填的最近一份；审核人取登记时所填的或台账上写明的，以最近一份为准。versions 为收到的电子版份数。days_late 自期限日数至首次收到日，未报的数至截至日。撤回的材料不计。
-- 读不出来、只收存原件的台账不算收到，不改变状态和天数；unread_on 为最近一份的收到日期，该日及以后收到能读的台账即不再列出。
with timeliness as (
    select coalesce(max("value") filter (name = 'timeliness_copy'), 'electronic') as copy
    from plan.setting
),
unread as (
    select moment, unit, qtr, document, max(received_on) as unread_on
    from received_document
    where document = 'ledger' and copy = 'electronic'
    group by all
),
electronic as (
    select moment, unit, qtr, 'ledger' as document, min(received_on) as first_received_on,
        max(received_on) as last_received_on, count(*) as versions
    from received_ledger
    group by all
    union all by name
    select moment, unit, qtr, document, min(received_on) as first_received_on,
        max(received_on) as last_received_on, count(*) as versions
    from received_document
    where document <> 'ledger' and copy = 'electronic'
    group by all
),
paper as (
    select moment, unit, qtr, document, min(received_on) as paper_received_on
    from received_document
    where copy = 'paper'
    group by all
),
stated as (
    select moment, unit, qtr, document, letter_number, approved_by, received_on, recorded_at
    from received_document
    union all by name
    select moment, unit, qtr, 'ledger' as document, '' as letter_number, approved_by, received_on, recorded_at
    from received_ledger
),
said as (
    select moment, unit, qtr, document,
        max_by(letter_number, (received_on, recorded_at)) filter (letter_number <> '') as letter_number,
        max_by(approved_by, (received_on, recorded_at)) filter (approved_by <> '') as approved_by
    from stated
    group by all
),
owed as (
    select moments.moment, unit.unit, unit.county, unit.county_code, unit.official_order,
        period.qtr, period.document, document.label, document.position as document_order, period.due_on, period.holiday as due_holiday, period.note
    from moments
    cross join plan.unit
    inner join plan.period
        on period.owed
        and period.due_on >= coalesce(unit.owes_from, date '0001-01-01')
        and period.due_on <= coalesce(unit.owes_until, date '9999-12-31')
    inner join plan.document using (document)
),
receipt as (
    select
        owed.*,
        case
            when timeliness.copy = 'paper' then paper.paper_received_on else electronic.first_received_on
        end as first_received_on,
        electronic.last_received_on,
        coalesce(electronic.versions, 0) as versions,
        paper.paper_received_on,
        coalesce(said.letter_number, '') as letter_number,
        coalesce(said.approved_by, '') as approved_by
    from owed
    cross join timeliness
    left join electronic using (moment, unit, qtr, document)
    left join paper using (moment, unit, qtr, document)
    left join said using (moment, unit, qtr, document)
),
final as (
    select
        receipt.* exclude (last_received_on),
        receipt.due_on < receipt.moment as is_due,
        case
            when receipt.first_received_on <= receipt.due_on then 'on_time'
            when receipt.first_received_on is not null then 'late'
            when receipt.moment > receipt.due_on then 'missing'
            when receipt.moment >= date_trunc('month', receipt.due_on) then 'awaited'
            else 'not_due'
        end as state,
        greatest(0, coalesce(receipt.first_received_on, receipt.moment) - receipt.due_on) as days_late,
        case
            when receipt.last_received_on >= unread.unread_on then null else unread.unread_on
        end as unread_on
    from receipt
    left join unread using (moment, unit, qtr, document)
)
select * from final
