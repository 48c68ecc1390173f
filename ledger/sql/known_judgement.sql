-- title: 判定
-- 每一条落实情况取登记时点（known_at）之前最近一次判定；重新判定只追加、不覆盖。
-- 指定了规则版本（rules_version）的，取按该版本作出的最近一次判定；从未按该版本判定过的条目，仍取最近一次判定。
with known as (
    select judgement.*
    from facts.judgement
    semi join known_submission on known_submission.submission_id = judgement.submission_id
    where judgement.recorded_at <= $known_at
),
-- Nearly every text was judged once: only the others need be put in order.
repeated as (
    select submission_id, task_no from known group by all having count(*) > 1
),
final as (
    select * from known anti join repeated using (submission_id, task_no)
    union all
    select *
    from known
    semi join repeated using (submission_id, task_no)
    qualify row_number() over (
        partition by submission_id, task_no
        order by rules_version = $rules_version desc, recorded_at desc, rules_version desc
    ) = 1
)
select * from final
