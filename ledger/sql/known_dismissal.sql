-- title: 驳回的提示
-- 由人驳回的雷同与数字提示；文字不变就一直有效，撤销后重新出现。
with final as (
    select "key" as check_id, who, reason, recorded_at, decision_id
    from known_decision
    where kind = 'dismiss'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
)
select * from final
