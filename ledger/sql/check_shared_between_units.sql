-- title: 单位间雷同
-- 同一季度同一项任务，与别的单位有相同的句子（日期、标点不计，至少 shared_sentence_length 字）；任务、方案、通知的原文不算。
-- 对照的是其中最先收到台账的那个单位；每个单位每项一条，另有几个单位相同写在说明里。
with limits as (
    select max(value) filter (name = 'shared_sentence_length') as least from plan.threshold
),
sentence as (
    select
        moment, unit, qtr, task_no, received_on, official_order,
        unnest(sentence_hashes) as hash,
        unnest(sentence_lengths) as length
    from reported
),
own as (
    select sentence.*
    from sentence
    cross join limits
    anti join plan.official_sentence using (hash)
    where length >= least
),
common as (
    select moment, qtr, task_no, hash, count(*) - 1 as others
    from own
    group by all
    having count(*) > 1
),
sender as (
    select
        moment, qtr, task_no, hash, any_value(others) as others,
        list(unit order by received_on, official_order, unit) as units
    from own
    inner join common using (moment, qtr, task_no, hash)
    group by moment, qtr, task_no, hash
),
matched as (
    select own.*, others, if(units[1] = own.unit, units[2], units[1]) as other_unit
    from own
    inner join sender using (moment, qtr, task_no, hash)
),
gathered as (
    select
        moment, unit, qtr, task_no,
        count(*) as sentences,
        sum(length) as characters,
        arg_max(other_unit, (length, hash)) as other_unit,
        max(others) as others,
        string_agg(hash, ',' order by hash) as other_key
    from matched
    group by all
),
final as (
    select
        gathered.moment, gathered.unit, gathered.qtr, gathered.task_no, 'shared_between_units' as code,
        '有' || sentences || '句（' || characters || '字）与' || gathered.other_unit
            || if(others > 1, '等' || others || '个单位', '')
            || '本季度同一项的文字一字不差（文件原文除外）。' as message,
        '[]' as evidence, gathered.other_unit, gathered.qtr as other_qtr,
        other.narrative as other_narrative, gathered.other_key
    from gathered
    inner join cell as other
        on other.moment = gathered.moment
        and other.unit = gathered.other_unit
        and other.qtr = gathered.qtr
        and other.task_no = gathered.task_no
)
select * from final
