-- title: 已填的任务数
-- 每份台账版本的任务数与已填数；只有空格、横线的不算已填。
with final as (
    select
        submission_id,
        count(*) as entries,
        count(*) filter (regexp_matches(narrative, '[^\s\p{Z}\p{Pd}−─]')) as filled
    from facts.entry
    group by submission_id
)
select * from final
