-- title: 核对数字用的词
-- count_words.csv 的词按用处归在一起：发生次数的单位（event_units）、累计（cumulative_words）、按年另计（year_words）、会变少或不是已做的数（unsteady_words）。
with final as (
    select
        list(word) filter (kind = 'event') as event_units,
        list(word) filter (kind = 'cumulative') as cumulative_words,
        list(word) filter (kind = 'year') as year_words,
        list(word) filter (kind = 'unsteady') as unsteady_words
    from plan.count_word
)
select * from final
