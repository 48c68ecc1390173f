-- title: 百分数超过100
-- 百分数大于100，而同一句里没有增长、超额、完成任务的百分之几等可以超过100的说法（count_words.csv 的 growth）。
with final as (
    select
        moment, unit, qtr, task_no, 'percent_over_100' as code,
        '“' || right(clause, 12) || words || '”超过了100%。' as message,
        '[[' || start_at || ', ' || end_at || ']]' as evidence, '' as other_unit, '' as other_qtr,
        '' as other_narrative, words || '|' || start_at as other_key
    from said_figure
    where counted_in = '%'
        and amount > 100
        and not exists (
            select 1 from plan.count_word
            where kind = 'growth' and contains(before || tail, word)
        )
)
select * from final
