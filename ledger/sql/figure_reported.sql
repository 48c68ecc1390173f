-- title: 合计所取的数字
-- kept: by day
-- 各单位最近收到的一期台账中的数字（各季累计，从不跨季相加），按任务、所数的事（figure_things.csv）和计数单位（figure_units.csv，期、场、班次并入次，宗、起并入件，项、条、处并入个）归类。
-- 所数的事看同一句中数字前 20 字以内、数字后同一小句中离它最近的词；没有认出的词，事为空，不合计。打算做的、要求的或只是其中一部分的数（count_words.csv 的 uncounted）不取。
-- 同一格里同类的数字有几个的，取最大的一个（多为总数），times 为个数。
with placed as (
    select
        said_figure.*, right(before, 20) as ahead, figure_unit.counted_as, figure_unit.summable, amount * figure_unit.factor as value
    from said_figure
    inner join unit_return
        on unit_return.moment = said_figure.moment
        and unit_return.unit = said_figure.unit
        and unit_return.latest_received_qtr = said_figure.qtr
    inner join plan.figure_unit on figure_unit.word = said_figure.said_unit
),
uncounted as (
    select list(word) as words from plan.count_word where kind = 'uncounted'
),
counted as (
    select placed.*
    from placed
    cross join uncounted
    where len(list_filter(coalesce(uncounted.words, []), word -> contains(clause, word))) = 0
),
named as (
    select thing, counted_as, unnest(words) as word
    from (select thing, unnest(counted_in) as counted_as, words from plan.figure_thing)
),
contexts as (
    select distinct ahead, tail, counted_as from counted
),
near as (
    select
        contexts.*, named.thing, named.word,
        if(contains(ahead, word), instr(reverse(ahead), reverse(word)) - 1, null) as before_by,
        if(contains(tail, word), instr(tail, word) - 1, null) as behind_by
    from contexts
    inner join named using (counted_as)
    where contains(ahead, word) or contains(tail, word)
),
told as (
    select ahead, tail, counted_as, thing
    from near
    qualify row_number() over (
        partition by ahead, tail, counted_as
        order by least(before_by, behind_by), length(word) desc, thing
    ) = 1
),
final as (
    select
        counted.moment, counted.unit, counted.task_no, counted.qtr, coalesce(told.thing, '') as thing,
        counted.counted_as as counted_in, counted.summable, counted.value, counted.words,
        counted.start_at, counted.end_at,
        count(*) over same_kind as times
    from counted
    left join told
        on told.ahead = counted.ahead and told.tail = counted.tail and told.counted_as = counted.counted_as
    window same_kind as (
        partition by counted.moment, counted.unit, counted.task_no, coalesce(told.thing, ''), counted.counted_as
    )
    qualify row_number() over (same_kind order by counted.value desc, counted.start_at) = 1
)
select * from final
