-- title: 核定
-- kept: once and unit
-- 核定按（单位、任务、规范化后的文字）生效：文字不变，换版本、换季度仍然有效；文字一变即回到待核。
with final as (
    select
        split_part("key", '|', 1) as unit,
        cast(split_part("key", '|', 2) as integer) as task_no,
        split_part("key", '|', 3) as text_key,
        payload ->> 'status' as status,
        payload ->> 'quarter' as qtr,
        decision_id,
        who,
        reason,
        recorded_at
    from known_decision
    where kind = 'review'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
)
select * from final
