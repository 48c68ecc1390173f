-- title: 数据来源的指纹
-- 每种来源（台账、文字、判定、发现的问题、材料、各种决定）每个单位一行：其全部内容的校验值。两次数据更新之间校验值相同的来源没有变化，只靠它们得出的结果照旧，不必重算。
-- 不属于某一个单位的（如驳回提示），单位为空。
with confirmed as (
    select "key" as submission_id, max_by(payload ->> 'unit', recorded_at) as confirmed_unit
    from known_decision
    where kind = 'confirm'
    group by "key"
),
placed as (
    select submission_id, coalesce(confirmed_unit, unit, '') as unit
    from facts.submission
    left join confirmed using (submission_id)
),
told as (
    select 'submission' as source, submission_id, sum(cast(hash(submission) as hugeint)) as total, count(*) as rows
    from facts.submission
    group by submission_id
    union all
    select 'entry', submission_id, sum(cast(hash(entry) as hugeint)), count(*)
    from facts.entry
    group by submission_id
    union all
    select 'judgement', submission_id, sum(cast(hash(judgement) as hugeint)), count(*)
    from facts.judgement
    group by submission_id
    union all
    select 'finding', submission_id, sum(cast(hash(finding) as hugeint)), count(*)
    from facts.finding
    group by submission_id
),
final as (
    select source, unit, sum(total) as total, sum(rows) as rows
    from told
    inner join placed using (submission_id)
    group by all
    union all
    select 'document', coalesce(unit, ''), sum(cast(hash(sent) as hugeint)), count(*)
    from facts.document as sent
    group by all
    union all
    select
        'decision ' || kind, if(kind = 'review', split_part("key", '|', 1), '') as unit,
        sum(cast(hash(known_decision) as hugeint)), count(*)
    from known_decision
    group by all
)
select * from final
