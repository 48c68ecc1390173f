-- title: 最早的登记
-- 登记第一份台账、第一份材料、第一个决定的时间，最早者在前；此前没有登记任何内容，问“当时所知”就没有答案。
with final as (
    select min(recorded_at) as recorded_at from facts.submission having count(*) > 0
    union all
    select min(recorded_at) as recorded_at from facts.document having count(*) > 0
    union all
    select min(recorded_at) as recorded_at from facts.decision having count(*) > 0
)
select * from final order by recorded_at
