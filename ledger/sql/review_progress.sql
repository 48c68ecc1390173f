-- title: 核定进度
-- 各单位各类别最近一期台账中须由人看的项数：open 尚须看，settled 已办结（核定有效，或提示已全部驳回），total 为两者之和。
with final as (
    select
        unit, county, official_order, category_no,
        count(*) filter (is_open or is_settled) as total,
        count(*) filter (is_settled) as settled,
        count(*) filter (is_open) as open
    from review_case
    group by all
)
select * from final order by official_order, unit, category_no
