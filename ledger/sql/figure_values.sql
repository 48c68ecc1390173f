-- title: 各单位的数字
-- 合计所取的数字逐单位列出，附认出它的词（matched）、出处和任务规定的数（targets.csv），below_target 为低于规定。计数单位写成各单位最常写的一种（宗、项、条）。
-- 同一格里同一件事有几个不同的数、看不出哪个是总数的，is_sure 为否。
-- 离群（is_outlier）：同一任务同一件事至少 outlier_units 个单位报了数，而修正 z 分数 0.6745 ×（数 − 中位数）/ MAD 的绝对值超过 outlier_score；
-- MAD 为各数与中位数之差的绝对值的中位数。半数以上单位的数相同使 MAD 为零时，改用（数 − 中位数）/（1.253314 × 平均绝对差）；各数全同的没有离群。没有认出所数的事的不判。
with goal as (
    select target.task_no, figure_unit.counted_as, target.target, target.meaning
    from plan.target
    inner join plan.figure_unit on figure_unit.word = target.unit
),
limits as (
    select
        max(value) filter (name = 'outlier_units') as least_units,
        max(value) filter (name = 'outlier_score') as most_score
    from plan.threshold
),
measures as (
    select moment, task_no, thing, counted_as, measure
    from figure_reported
    group by moment, task_no, thing, counted_as, measure
    qualify row_number() over (
        partition by moment, task_no, thing, counted_as order by count(*) desc, measure = counted_as desc, measure
    ) = 1
),
centred as (
    select
        *,
        count(*) over kind as units_reported,
        median(value) over kind as middle
    from figure_reported
    window kind as (partition by moment, task_no, thing, counted_as)
),
spread as (
    select
        *,
        median(abs(value - middle)) over kind as mad,
        avg(abs(value - middle)) over kind as mean_deviation
    from centred
    window kind as (partition by moment, task_no, thing, counted_as)
),
scored as (
    select
        *,
        case
            when thing = '' or units_reported < least_units or mean_deviation = 0 then null
            when mad > 0 then round(0.6745 * (value - middle) / mad, 6)
            else round((value - middle) / (1.253314 * mean_deviation), 6)
        end as z_score
    from spread
    cross join limits
),
final as (
    select
        scored.task_no, task.category_no, task.short_name, scored.thing, measures.measure as counted_in, scored.summable,
        scored.unit, unit.county, unit.county_code, unit.official_order, scored.qtr as quarter,
        scored.value, scored.words, scored.matched, scored.times, scored.is_sure,
        goal.target, coalesce(goal.meaning, '') as target_meaning, coalesce(scored.value < goal.target, false) as below_target,
        scored.units_reported, scored.z_score, coalesce(abs(scored.z_score) > most_score, false) as is_outlier,
        written.narrative, scored.start_at, scored.end_at, written.file_name, written.sheet, written.cell, written.submission_id
    from scored
    inner join plan.task on task.task_no = scored.task_no
    inner join plan.unit on unit.unit = scored.unit
    inner join cell_written as written
        on written.moment = scored.moment
        and written.unit = scored.unit
        and written.task_no = scored.task_no
        and written.qtr = scored.qtr
    inner join measures
        on measures.moment = scored.moment
        and measures.task_no = scored.task_no
        and measures.thing = scored.thing
        and measures.counted_as = scored.counted_as
    left join goal on goal.task_no = scored.task_no and goal.counted_as = scored.counted_as
)
select * from final order by task_no, thing = '', thing, counted_in, official_order
