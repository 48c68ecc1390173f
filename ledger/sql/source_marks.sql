-- title: 数据来源的指纹
-- 每种来源（台账、文字、判定、发现的问题、各种决定）每个单位一行：其全部内容的校验值。两次数据更新之间校验值相同的来源没有变化，只靠它们得出的结果照旧，不必重算。
-- 不属于某一个单位的（如驳回提示），单位为空。
with placed as (
    select submission_id, coalesce(unit, '') as unit from known_submission
),
marked as (
    select 'submission' as source, coalesce(unit, '') as unit, hash(submission) as mark
    from facts.submission
    union all
    select 'entry', placed.unit, hash(entry)
    from facts.entry
    inner join placed using (submission_id)
    union all
    select 'judgement', placed.unit, hash(judgement)
    from facts.judgement
    inner join placed using (submission_id)
    union all
    select 'finding', placed.unit, hash(finding)
    from facts.finding
    inner join placed using (submission_id)
    union all
    select
        'decision ' || kind, if(kind = 'review', split_part("key", '|', 1), ''), hash(known_decision)
    from known_decision
),
final as (
    select source, unit, sum(cast(mark as hugeint)) as total, count(*) as rows
    from marked
    group by source, unit
)
select * from final
