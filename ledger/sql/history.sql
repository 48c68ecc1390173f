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
        case when deadline_kind = 'yearly' then report_year else 0 end as run_year
    from claimed
),
ledger as (
    select
        moment, unit, qtr, submission_id,
        lag(qtr) over ledgers as previous_qtr,
        lag(submission_id) over ledgers as previous_id
    from received_ledger
    where is_current
    window ledgers as (partition by moment, unit order by qtr)
),
-- The same two ledgers follow one another on many days: their texts are compared once.
following as (
    select distinct submission_id, previous_id from ledger where previous_id is not null
),
compared as (
    select
        following.*,
        task.task_no,
        coalesce(now.sentence_hashes, []) as hashes,
        coalesce(before.sentence_hashes, []) as hashes_before,
        list_has_all(hashes_before, hashes) as adds_nothing,
        list_has_all(hashes, hashes_before) as keeps_all
    from following
    cross join plan.task
    left join written as now
        on now.submission_id = following.submission_id and now.task_no = task.task_no
    left join written as before
        on before.submission_id = following.previous_id and before.task_no = task.task_no
),
-- What was stated up to each quarter: joined, since putting few rows in order costs more.
so_far as (
    select
        now.moment, now.unit, now.task_no, now.qtr,
        max_by(before.claim, before.qtr) as last_stated,
        min(before.qtr) filter (before.claim = 'done') as first_done_qtr,
        list(before.qtr) filter (before.claim = 'done') as done_qtrs,
        max(before.qtr) filter (before.claim <> 'done') as last_undone_qtr
    from stated as now
    inner join stated as before
        on before.moment = now.moment
        and before.unit = now.unit
        and before.task_no = now.task_no
        and before.run_year = now.run_year
        and before.qtr <= now.qtr
    where before.claim in ('done', 'advancing', 'not_started')
    group by all
),
carried_on as (
    select
        stated.*,
        ledger.previous_qtr,
        ledger.previous_id,
        so_far.* exclude (moment, unit, task_no, qtr),
        coalesce(compared.keeps_all and compared.adds_nothing, false) as is_repeated,
        status in ('advancing', 'done') and not coalesce(compared.adds_nothing, false) as fresh,
        case
            when deadline_kind = 'staged' and first_done_qtr is not null then 'done'
            when claim in ('blank', 'unclear', 'none') and last_stated = 'done' then 'done'
            else claim
        end as effective_status
    from stated
    inner join ledger using (moment, unit, qtr)
    left join so_far using (moment, unit, task_no, qtr)
    left join compared
        on compared.submission_id = stated.submission_id
        and compared.previous_id = ledger.previous_id
        and compared.task_no = stated.task_no
),
final as (
    select
        moment, unit, task_no, official_order, qtr, version, received_on, submission_id, text_key, shared, absent,
        judged_status, status, reviewed, report_year, run_year, repeats_last_year, claim, effective_status,
        previous_qtr, previous_id, is_repeated, fresh,
        case
            when effective_status <> 'done' then null
            when deadline_kind = 'staged' then first_done_qtr
            else list_min(list_filter(done_qtrs, one -> one > coalesce(last_undone_qtr, '')))
        end as done_qtr,
        deadline_kind in ('fixed', 'yearly') and first_done_qtr is not null and last_stated <> 'done' as regressed
    from carried_on
)
select * from final
