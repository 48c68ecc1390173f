-- title: 应报单位
-- kept: by day and unit
-- 各时点负有报送义务的单位：时点在其义务起止日期之内。未登记的单位不影响任何数字。
with final as (
    select moments.moment, unit.*
    from moments
    inner join plan.unit
        on moments.moment >= coalesce(unit.owes_from, date '0001-01-01')
        and moments.moment <= coalesce(unit.owes_until, date '9999-12-31')
    where len($units) = 0 or list_contains($units, unit.unit)
)
select * from final
