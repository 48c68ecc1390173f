-- title: 规则版本
-- 登记时点（known_at）之前作出过判定的规则版本，先用的在前。
with final as (
    select rules_version, min(recorded_at) as first_used_at, count(*) as judgements
    from facts.judgement
    where recorded_at <= $known_at
    group by rules_version
)
select * from final order by first_used_at, rules_version
