-- title: 单位自己的句子
-- kept: by day and unit
-- 各季度现行版本中的每一句（按去掉日期、标点后的文字，至少 shared_sentence_length 字），任务、方案、通知的原文不算；单位间雷同由此比对。
with limits as (
    select max(value) filter (name = 'shared_sentence_length') as least from plan.threshold
),
sentence as (
    select
        reported.moment, reported.unit, reported.qtr, task_no, reported.received_on, reported.official_order, submission_id,
        unnest(written.sentence_hashes) as hash,
        unnest(written.sentence_lengths) as length
    from reported
    inner join written using (submission_id, task_no)
),
final as (
    select sentence.*
    from sentence
    cross join limits
    anti join plan.official_sentence using (hash)
    where length >= least
)
select * from final
