-- title: 判定
-- 每一条落实情况取登记时点（known_at）之前最近一次判定；重新判定只追加、不覆盖。
with final as (
    select *
    from facts.judgement
    where recorded_at <= $known_at
    qualify row_number() over (
        partition by submission_id, task_no order by recorded_at desc, rules_version desc
    ) = 1
)
select * from final
