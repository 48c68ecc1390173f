-- title: 报送登记
-- 应报的每份材料及其报送状态（口径见“报送状态”）。
with final as (
    select unit, county, county_code, qtr as quarter, document, due_on, first_received_on, state, days_late, versions, note, official_order
    from return_all
)
select * from final order by official_order, unit, quarter, document
