-- title: 可以逐期比较的累计数
-- 所数的是发生过的事（count_words.csv 的 event），或者句中有累计、截至之类的话（cumulative）；百分数、分数不算。
-- 句中有季度、月份、上半年等而不是“截至”“自…以来”的，是当期数，不算；有剩余、尚、拟、每、其中之类的话（unsteady）的不算。
-- 同一单位同一任务，数字前后的话除数字、“已”“共”“累计”外完全相同，而且本格只出现一次，才看作同一件事（thing）。
-- 只列有数字可能变小的格：与上一期同单位、同样收尾的数字相比变小的。
with smaller as (
    select now.moment, now.unit, now.task_no, now.qtr, now.previous_qtr, now.counted_in, now.tail
    from said_figure as now
    inner join said_figure as before
        on before.moment = now.moment
        and before.unit = now.unit
        and before.task_no = now.task_no
        and before.qtr = now.previous_qtr
        and before.counted_in = now.counted_in
        and before.tail = now.tail
        and right(before.clause, 2) = right(now.clause, 2)
    where now.amount < before.amount and now.counted_in not in ('%', '分', '百分点')
),
concerned as (
    select moment, unit, task_no, qtr, counted_in, tail from smaller
    union
    select moment, unit, task_no, previous_qtr, counted_in, tail from smaller
),
weighed as (
    select
        moment, unit, qtr, previous_qtr, previous_id, task_no, amount, counted_in, start_at, end_at,
        words, clause, before, tail,
        list_contains(event_units, counted_in) as is_event,
        len(list_filter(cumulative_words, word -> contains(before, word))) > 0 as cumulative,
        len(list_filter(year_words, word -> contains(before, word))) > 0 as yearly,
        len(list_filter(unsteady_words, word -> contains(before || tail, word))) > 0 as unsteady,
        regexp_matches(sentences_before, '季度|[本当][季月]') as told_by_quarter
    from said_figure
    semi join concerned using (moment, unit, task_no, qtr, counted_in, tail)
    cross join figure_words
    where counted_in not in ('%', '分', '百分点')
),
undated as (
    select
        * exclude (unsteady, told_by_quarter),
        regexp_replace(
            before,
            '(?:截至|截止到?|自|从|到)(?:目前|今年|20[0-9]{2}年|[0-9]{1,2}月份?|[0-9]{1,2}日|第?[一二三四1-4]季度|[上下]半年|年?底|末|以来|起|至今)+|20[0-9]{2}年(?:[0-9]{1,2}月)?(?:以来|至今)',
            '', 'g'
        ) as undated
    from weighed
    where not unsteady and (cumulative or (is_event and not told_by_quarter))
),
keyed as (
    select
        * exclude (undated, before, tail),
        concat_ws(
            '|', counted_in, array_to_string(regexp_extract_all(before, '20[0-9]{2}年'), ''),
            regexp_replace(undated, '累计|累积|共计|总计|合计|总共|[共已了]|[^\p{L}]', '', 'g'), tail,
            cumulative, yearly
        ) as thing
    from undated
    where not regexp_matches(undated, '季|[0-9一二三四五六七八九十]+[月日]|[上下]半年|[本当][月周]|近期')
),
single as (
    select moment, unit, qtr, task_no, thing
    from keyed
    group by all
    having count(*) = 1
),
final as (
    select * from keyed semi join single using (moment, unit, qtr, task_no, thing)
)
select * from final
