-- title: 三期数字相同
-- 持续性任务连续三期已收台账，同样的话后面是同一个数字（至少 same_figure_least），而所在的句子三期各不相同；每项只提示第一处。
-- 只看发生过的事和累计数（count_words.csv 的 event、cumulative）；句中写明年、月、季度的是对过去的叙述，不算。
with limits as (
    select max(value) filter (name = 'same_figure_least') as least from plan.threshold
),
large as (
    select said_figure.*
    from said_figure
    cross join limits
    where continuing and amount >= least
),
followed as (
    select now.moment, now.unit, now.task_no, now.counted_in, now.amount
    from large as now
    inner join large as before
        on before.moment = now.moment
        and before.unit = now.unit
        and before.task_no = now.task_no
        and before.qtr = now.previous_qtr
        and before.counted_in = now.counted_in
        and before.amount = now.amount
        and before.before || before.after <> now.before || now.after
),
repeatable as (
    select
        moment, unit, qtr, previous_qtr, task_no, amount, counted_in, start_at, end_at, words, clause, previous_id,
        regexp_replace(clause, '累计|累积|共计|总计|合计|总共|本季度|本期|[共已了]|[^\p{L}]', '', 'g') as counted,
        regexp_replace(before || after, '[^\p{L}]', '', 'g') as sentence
    from large
    semi join followed using (moment, unit, task_no, counted_in, amount)
    cross join figure_words
    where (
        list_contains(event_units, counted_in)
        or len(list_filter(cumulative_words, word -> contains(before, word))) > 0
    )
    and len(list_filter(unsteady_words, word -> contains(before || tail, word))) = 0
    and not regexp_matches(before, '20[0-9]{2}|[0-9一二三四五六七八九十]+月|[一二三四1-4]季度|[上下]半年|去年')
),
final as (
    select
        now.moment, now.unit, now.qtr, now.task_no, 'same_figure_thrice' as code,
        first.qtr || '、' || before.qtr || '、' || now.qtr || '连续三期都是“'
            || right(now.clause, 12) || now.words || '”，其他文字有改动，数字没有变。' as message,
        '[[' || now.start_at || ', ' || now.end_at || ']]' as evidence,
        '' as other_unit, now.previous_qtr as other_qtr, written.narrative as other_narrative,
        now.counted || '|' || now.words as other_key
    from repeatable as now
    inner join repeatable as before
        on before.moment = now.moment
        and before.unit = now.unit
        and before.task_no = now.task_no
        and before.qtr = now.previous_qtr
        and before.counted = now.counted
        and before.counted_in = now.counted_in
        and before.amount = now.amount
    inner join repeatable as first
        on first.moment = now.moment
        and first.unit = now.unit
        and first.task_no = now.task_no
        and first.qtr = before.previous_qtr
        and first.counted = now.counted
        and first.counted_in = now.counted_in
        and first.amount = now.amount
    inner join written on written.submission_id = now.previous_id and written.task_no = now.task_no
    where now.counted <> ''
        and now.sentence <> before.sentence
        and before.sentence <> first.sentence
        and now.sentence <> first.sentence
    qualify row_number() over (
        partition by now.moment, now.unit, now.qtr, now.task_no order by now.start_at
    ) = 1
)
select * from final
