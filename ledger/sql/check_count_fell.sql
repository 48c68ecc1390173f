-- title: 累计数减少
-- 同一件事的累计数（口径见“可以逐期比较的累计数”）比本单位上一期已收台账少；一格有几处的合为一条。
-- 跨年度的，只比句中写明累计、且不是按年另计的数。
with fallen as (
    select
        now.moment, now.unit, now.qtr, now.task_no, now.previous_qtr, now.previous_id, now.start_at, now.end_at,
        right(before.clause, 12) || before.words || '→' || now.words as step
    from counted_figure as now
    inner join counted_figure as before
        on before.moment = now.moment
        and before.unit = now.unit
        and before.task_no = now.task_no
        and before.qtr = now.previous_qtr
        and before.thing = now.thing
    where now.amount < before.amount
        and (left(now.qtr, 4) = left(before.qtr, 4) or (now.cumulative and not now.yearly))
),
gathered as (
    select
        moment, unit, qtr, task_no, previous_qtr, previous_id,
        string_agg(step, '；' order by start_at) as steps,
        string_agg('[' || start_at || ', ' || end_at || ']', ', ' order by start_at) as spans
    from fallen
    group by all
),
final as (
    select
        gathered.moment, gathered.unit, gathered.qtr, gathered.task_no, 'count_fell' as code,
        '累计数比' || previous_qtr || '台账少：' || steps || '。' as message,
        '[' || spans || ']' as evidence,
        '' as other_unit, previous_qtr as other_qtr, before.narrative as other_narrative,
        steps as other_key
    from gathered
    inner join written as before
        on before.submission_id = gathered.previous_id and before.task_no = gathered.task_no
)
select * from final
