-- title: 退回修改
-- 退回修改是对现行版本的标记，附理由和新期限：首次收到日期照旧决定是否按时，其内容照旧计入，直到更正后的版本成为现行版本。
-- 同一版本多次退回的以最后一次为准；撤销的不算。
with final as (
    select
        "key" as submission_id,
        decision_id,
        who,
        reason,
        cast(payload ->> 'correct_by' as date) as correct_by,
        recorded_at
    from known_decision
    where kind = 'return'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
)
select * from final
