-- title: 报送登记
-- 应报的每份材料及其报送状态（口径见“报送状态”）。returned_for_correction 为现行版本已退回修改、更正的尚未收到，
-- correct_by 为要求改正的期限；unread_on 为最近收到而读不出来的台账的收到日期，请该单位改报能读的格式。
-- is_empty 为空报：现行版本一项也没有填（横线不算），照常算收到。
with current as (
    select
        received_ledger.moment, received_ledger.unit, received_ledger.qtr, 'ledger' as document,
        known_return.reason, known_return.correct_by,
        coalesce(filled_entry.filled, 0) = 0 as is_empty
    from received_ledger
    left join known_return on known_return.submission_id = received_ledger.submission_id
    left join filled_entry on filled_entry.submission_id = received_ledger.submission_id
    where received_ledger.is_current
),
final as (
    select
        return_all.unit, county, county_code, return_all.qtr as quarter, return_all.document, label, due_on, due_holiday,
        first_received_on, state, days_late, versions, coalesce(current.is_empty, false) as is_empty,
        paper_received_on, letter_number, approved_by, return_all.note, official_order, document_order,
        current.reason is not null as returned_for_correction,
        coalesce(current.reason, '') as returned_reason, current.correct_by, unread_on
    from return_all
    left join current using (moment, unit, qtr, document)
)
select * from final order by official_order, unit, quarter, document_order
