-- title: 报送登记
-- 应报的每份材料及其报送状态（口径见“报送状态”）。returned_for_correction 为现行版本已退回修改、更正的尚未收到，
-- correct_by 为要求改正的期限；unread_on 为最近收到而读不出来的台账的收到日期，请该单位改报能读的格式。
with returned as (
    select
        received_ledger.moment, received_ledger.unit, received_ledger.qtr, 'ledger' as document,
        known_return.reason, known_return.correct_by
    from received_ledger
    inner join known_return on known_return.submission_id = received_ledger.submission_id
    where received_ledger.is_current
),
final as (
    select
        return_all.unit, county, county_code, return_all.qtr as quarter, return_all.document, due_on, first_received_on,
        state, days_late, versions, return_all.note, official_order,
        returned.reason is not null as returned_for_correction,
        coalesce(returned.reason, '') as returned_reason, returned.correct_by, unread_on
    from return_all
    left join returned using (moment, unit, qtr, document)
)
select * from final order by official_order, unit, quarter, document
