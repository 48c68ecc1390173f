-- title: 各期状态的沿革
-- kept: by day and unit
-- 逐期推定：已完成之后的未填、待核、不涉及不改变已完成；之后又报推进中或未启动的，以后者为准（回退）。
-- 分阶段任务首次完成后阶段即告完成。每年一次的任务逐年另算；与上年最后一期台账文字相同的不算本年内容，所报“已完成”按待核计。
-- 有新进展（fresh）：报推进中或已完成，且至少一句话（去空白、标点、日期）不见于上一期已收台账的同一格；首期报推进中或已完成即算。
with own_year as (
    select
        duty.moment,
        duty.unit,
        duty.task_no,
        duty.official_order,
        duty.deadline_kind,
        duty.duty_year,
        cell.qtr,
        cell.version,
        cell.received_on,
        cell.submission_id,
        cell.text_key,
        cell.shared,
        cell.absent,
        cell.judged_status,
        cell.status,
        cell.reviewed,
        cell.review_qtr,
        cast(left(cell.qtr, 4) as integer) as report_year
    from duty
    inner join cell using (moment, unit, task_no)
),
year_end as (
    select moment, unit, task_no, report_year + 1 as report_year, max_by(text_key, qtr) as text_key
    from own_year
    where deadline_kind = 'yearly'
    group by all
),
claimed as (
    select
        own_year.*,
        coalesce(
            own_year.deadline_kind = 'yearly'
            and own_year.status <> 'blank'
            and own_year.text_key = year_end.text_key
            and left(coalesce(own_year.review_qtr, ''), 4) <> left(own_year.qtr, 4),
            false
        ) as repeats_last_year
    from own_year
    left join year_end using (moment, unit, task_no, report_year)
),
stated as (
    select
        *,
        case when repeats_last_year and status = 'done' then 'unclear' else status end as claim,
        case when claim in ('done', 'advancing', 'not_started') then claim end as stated_status,
        case when deadline_kind = 'yearly' then report_year else 0 end as run_year,
        lag(qtr) over (partition by moment, official_order, task_no order by qtr) as previous_qtr,
        lag(submission_id) over (partition by moment, official_order, task_no order by qtr) as previous_id
    from claimed
),
-- The same two ledgers follow one another on many days: their texts are compared once.
following as (
    select distinct submission_id, previous_id, task_no
    from stated
    where previous_id is not null
),
compared as (
    select
        following.*,
        coalesce(now.sentence_hashes, []) as hashes,
        coalesce(before.sentence_hashes, []) as hashes_before,
        list_has_all(hashes_before, hashes) as adds_nothing,
        list_has_all(hashes, hashes_before) as keeps_all
    from following
    left join written as now
        on now.submission_id = following.submission_id and now.task_no = following.task_no
    left join written as before
        on before.submission_id = following.previous_id and before.task_no = following.task_no
),
running as (
    select
        stated.*,
        coalesce(compared.keeps_all and compared.adds_nothing, false) as is_repeated,
        last_value(stated_status ignore nulls) over so_far as last_stated,
        coalesce(bool_or(stated_status = 'done') over so_far, false) as ever_done,
        max(case when stated_status in ('advancing', 'not_started') then qtr end)
            over so_far as last_undone_qtr,
        min(case when stated_status = 'done' then qtr end) over so_far as first_done_qtr,
        status in ('advancing', 'done')
            and not coalesce(compared.adds_nothing, false) as fresh
    from stated
    left join compared using (submission_id, previous_id, task_no)
    window so_far as (
        partition by moment, official_order, task_no, run_year
        order by qtr rows between unbounded preceding and current row
    )
),
carried_on as (
    select
        *,
        case
            when deadline_kind = 'staged' and ever_done then 'done'
            when claim in ('blank', 'unclear', 'none') and last_stated = 'done' then 'done'
            else claim
        end as effective_status,
        if(
            deadline_kind = 'staged',
            first_done_qtr,
            min(case when stated_status = 'done' then qtr end) over since_undone
        ) as done_qtr
    from running
    window since_undone as (
        partition by moment, official_order, task_no, run_year, last_undone_qtr
        order by qtr rows between unbounded preceding and current row
    )
),
final as (
    select
        * exclude (done_qtr, first_done_qtr),
        case when effective_status = 'done' then done_qtr end as done_qtr,
        deadline_kind in ('fixed', 'yearly') and ever_done and last_stated <> 'done' as regressed
    from carried_on
)
select * from final
