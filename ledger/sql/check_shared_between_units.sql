-- title: 单位间雷同
-- kept: by day
-- 同一季度同一项任务，与别的单位有相同的句子（日期、标点不计，至少 shared_sentence_length 字）；任务、方案、通知的原文不算。
-- 对照的是其中最先收到台账的那个单位；每个单位每项一条，另有几个单位相同写在说明里。
with common as (
    select moment, qtr, task_no, hash, count(*) - 1 as others
    from own_sentence
    group by all
    having count(*) > 1
),
sender as (
    select
        moment, qtr, task_no, hash, any_value(others) as others,
        arg_min(submission_id, {'received_on': received_on, 'place': official_order, 'unit': unit}, 2) as first_two
    from own_sentence
    inner join common using (moment, qtr, task_no, hash)
    group by moment, qtr, task_no, hash
),
matched as (
    select
        own_sentence.*, others,
        if(first_two[1] = submission_id, first_two[2], first_two[1]) as other_id
    from own_sentence
    inner join sender using (moment, qtr, task_no, hash)
),
gathered as (
    select
        moment, unit, qtr, task_no,
        count(*) as sentences,
        sum(length) as characters,
        arg_max(other_id, (length, hash)) as other_id,
        max(others) as others,
        string_agg(hash, ',' order by hash) as other_key
    from matched
    group by all
),
final as (
    select
        gathered.moment, gathered.unit, gathered.qtr, gathered.task_no, 'shared_between_units' as code,
        '有' || sentences || '句（' || characters || '字）与' || other_ledger.unit
            || if(others > 1, '等' || others || '个单位', '')
            || '本季度同一项的文字一字不差（文件原文除外）。' as message,
        '[]' as evidence, other_ledger.unit as other_unit, gathered.qtr as other_qtr,
        other.narrative as other_narrative, gathered.other_key
    from gathered
    inner join known_submission as other_ledger on other_ledger.submission_id = gathered.other_id
    inner join written as other
        on other.submission_id = gathered.other_id and other.task_no = gathered.task_no
)
select * from final
