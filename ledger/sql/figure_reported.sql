-- title: 合计所取的数字
-- kept: by day and unit
-- 各单位最近收到的一期台账中的数字（各季累计，从不跨季相加），按任务、所数的事（figure_things.csv）和计数单位（figure_units.csv，期、场、班次并入次，宗、起并入件，项、条、处并入个）归类。
-- 所数的事看数字前同一小句和数字后紧接着的话里离它最近的词（matched），“甲…乙”须在同一分句里先有甲、后有乙；一样近的取长的，“…乙”只看数字后面；词和数字之间隔着“发现、错误、未、正在”之类的话（count_words.csv 的 barring）的不算。这两处什么也没有说的（“累计8期”“85人次参加”），看同一句前面的话。
-- 没有认出的词，事为空，不合计。打算做的、要求的或只是其中一部分的数（count_words.csv 的 uncounted）不取。
-- 同一格里同一件事的数字有几个的，取最大的一个，times 为个数。取的那个紧跟在“累计、合计、共”之类的话后面，或者几个数相同，或者等于其余各数之和，才算说得清总数（is_sure）。
with placed as (
    select
        said_figure.*, figure_unit.counted_as, figure_unit.summable, amount * figure_unit.factor as value,
        if(figure_unit.factor = 1, said_figure.counted_in, figure_unit.counted_as) as measure
    from said_figure
    inner join unit_return
        on unit_return.moment = said_figure.moment
        and unit_return.unit = said_figure.unit
        and unit_return.latest_received_qtr = said_figure.qtr
    inner join plan.figure_unit on figure_unit.word = said_figure.said_unit
),
kinds_of_word as (
    select
        list(word) filter (kind = 'uncounted') as uncounted_words,
        list(word) filter (kind = 'barring') as barring_words
    from plan.count_word
),
counted as (
    select
        placed.*,
        regexp_matches(joined, '累计|累积|[总合]计|总共|(?:^|[^公])共(?:[^享建同和产青识]|$)') as is_cumulative
    from placed
    cross join kinds_of_word
    where len(list_filter(coalesce(uncounted_words, []), word -> contains(joined, word))) = 0
),
worded as (
    select thing, counted_as, unnest(words) as word
    from (select thing, unnest(counted_in) as counted_as, words from plan.figure_thing)
),
named as (
    select
        thing, counted_as, word,
        if(contains(word, '…'), split_part(word, '…', 1), '') as opening,
        if(contains(word, '…'), split_part(word, '…', 2), word) as closing
    from worded
),
contexts as (
    select distinct clause, joined, earlier, left(tail, 16) as tail, is_bare, counted_as from counted
),
ahead as (
    select
        contexts.*, named.thing, named.word, named.opening, instr(reverse(clause), reverse(closing)) - 1 as distance,
        right(clause, distance) as between
    from contexts
    inner join named using (counted_as)
    where contains(clause, closing) and not starts_with(word, '…')
        and contains(left(joined, length(joined) - instr(reverse(clause), reverse(closing)) - length(closing) + 1), opening)
),
behind as (
    select
        contexts.*, named.thing, named.word, named.opening,
        case
            when opening = '' then instr(tail, closing) - 1
            when contains(joined, opening) then least(instr(reverse(joined), reverse(opening)) - 1, instr(tail, closing) - 1)
            else instr(tail, opening) - 1
        end as distance,
        left(tail, instr(tail, closing) - 1) as between
    from contexts
    inner join named using (counted_as)
    where contains(tail, closing) and (contains(joined, opening) or contains(left(tail, instr(tail, closing) - 1), opening))
),
carried as (
    select
        contexts.*, named.thing, named.word, named.opening, 100 + instr(reverse(earlier), reverse(closing)) as distance,
        right(earlier, distance - 101) as between
    from contexts
    inner join named using (counted_as)
    where is_bare and contains(earlier, closing) and not starts_with(word, '…')
        and contains(left(earlier, length(earlier) - instr(reverse(earlier), reverse(closing)) - length(closing) + 1), opening)
),
near as (
    from ahead
    union all
    from behind
    union all
    from carried
),
told as (
    select clause, joined, earlier, tail, counted_as, thing, word
    from near
    cross join kinds_of_word
    where len(list_filter(coalesce(barring_words, []), bar -> contains(replace(between, opening, ''), bar))) = 0
    qualify row_number() over (
        partition by clause, joined, earlier, tail, counted_as
        order by distance, length(replace(word, '…', '')) desc, contains(word, '…'), thing
    ) = 1
),
chosen as (
    select
        counted.moment, counted.unit, counted.task_no, counted.qtr, coalesce(told.thing, '') as thing,
        counted.counted_as, counted.measure, coalesce(told.word, '') as matched,
        counted.summable, counted.value, counted.words, counted.start_at, counted.end_at, counted.is_cumulative,
        count(*) over same_kind as times,
        min(counted.value) over same_kind as least,
        sum(counted.value) over same_kind as together
    from counted
    left join told
        on told.clause = counted.clause and told.joined = counted.joined and told.earlier = counted.earlier
        and told.tail = left(counted.tail, 16) and told.counted_as = counted.counted_as
    window same_kind as (
        partition by counted.moment, counted.unit, counted.task_no, coalesce(told.thing, ''), counted.counted_as
    )
    qualify row_number() over (same_kind order by counted.value desc, counted.is_cumulative desc, counted.start_at) = 1
),
final as (
    select * exclude (is_cumulative, least, together), is_cumulative or least = value or together = 2 * value as is_sure
    from chosen
)
select * from final
