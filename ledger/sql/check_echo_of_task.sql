-- title: 照抄原文
-- 与任务、方案、通知原文一字不差的句子（日期、标点不计），按字数占全文的 echo_share 以上；或者判定为待核、整段文字就是任务原文中的一段（至少六个字）。
with limits as (
    select max(value) filter (name = 'echo_share') as echo_share from plan.threshold
),
told as (
    select reported.*, written.narrative, written.sentence_hashes, written.sentence_lengths
    from reported
    inner join written using (submission_id, task_no)
),
sentence as (
    select
        moment, unit, qtr, task_no,
        unnest(sentence_hashes) as hash,
        unnest(sentence_lengths) as length
    from told
),
copied as (
    select moment, unit, qtr, task_no, count(*) as sentences, sum(length) as characters
    from sentence
    semi join plan.official_sentence using (hash)
    group by all
),
short as (
    select
        told.moment, told.unit, told.qtr, told.task_no,
        regexp_replace(narrative, '[^\p{L}\p{N}]', '', 'g') as words,
        regexp_replace(task.text, '[^\p{L}\p{N}]', '', 'g') as official_words
    from told
    inner join plan.task using (task_no)
    where judged_status = 'unclear' and length(narrative) <= length(task.text) + 10
),
quoted as (
    select moment, unit, qtr, task_no, true as is_excerpt
    from short
    where length(words) >= 6 and contains(official_words, words)
),
weighed as (
    select
        told.moment, told.unit, told.qtr, told.task_no,
        coalesce(is_excerpt, false) as is_excerpt,
        copied.sentences,
        len(sentence_hashes) as all_sentences,
        copied.characters / list_sum(sentence_lengths) as share
    from told
    left join copied using (moment, unit, qtr, task_no)
    left join quoted using (moment, unit, qtr, task_no)
    where copied.characters is not null or is_excerpt
),
final as (
    select
        moment, unit, qtr, task_no, 'echo_of_task' as code,
        case
            when is_excerpt then '全文是任务原文中的文字，没有写本单位的做法和结果。'
            else sentences || '句是任务、方案或通知的原文（共' || all_sentences || '句，占'
                || cast(round(100 * share) as integer) || '%的字数），写本单位做法和结果的很少。'
        end as message,
        '[]' as evidence, '' as other_unit, '' as other_qtr,
        task.text as other_narrative, '' as other_key
    from weighed
    inner join plan.task using (task_no)
    cross join limits
    where is_excerpt or share >= echo_share
)
select * from final
