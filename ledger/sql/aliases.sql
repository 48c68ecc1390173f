-- title: 单位别名
-- 由人登记的单位别名，与 units.csv 中的别名同样有效；撤销的不列，同一写法先后登记的以最后一次为准。
with final as (
    select
        payload ->> 'alias' as alias, payload ->> 'unit' as unit, who, reason, recorded_at, decision_id
    from known_decision
    where kind = 'alias'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
)
select * from final order by unit, alias
