-- title: 任务现状的依据
-- 取最近收到的台账（先季度、后版本）；最近应报的一期未到，则沿用上一期并标明（carried）；从未收到台账为未报（missing）。
-- 每年一次的任务只看本年度的台账。报“不涉及”的、表样预置“-”且未另报实情的、所用表样未列的重建任务，不计入适用数。
-- 逾期完成（done_late）：时限当日或之后到期的首期应报台账未报完成，而以后报了完成；其后没有到期台账的不算。
with latest as (
    select
        history.* exclude (official_order, report_year, run_year, previous_qtr, previous_id, is_repeated, fresh)
    from history
    inner join duty using (moment, unit, task_no)
    where duty.duty_year is null or history.report_year = duty.duty_year
    qualify row_number() over (
        partition by history.moment, history.unit, history.task_no order by history.qtr desc
    ) = 1
),
first_check as (
    select duty.moment, duty.unit, duty.task_no, min(unit_quarter.qtr) as check_qtr
    from duty
    inner join unit_quarter
        on unit_quarter.moment = duty.moment
        and unit_quarter.unit = duty.unit
        and unit_quarter.is_owed
        and unit_quarter.due_on >= duty.due_on
    where duty.duty_year is null or left(unit_quarter.qtr, 4) = cast(duty.duty_year as varchar)
    group by all
),
shown_then as (
    select
        history.moment,
        history.unit,
        history.task_no,
        first_check.check_qtr,
        max_by(history.effective_status, history.qtr)
            filter (history.qtr <= first_check.check_qtr) as status_at_check
    from history
    inner join first_check using (moment, unit, task_no)
    inner join duty using (moment, unit, task_no)
    where duty.duty_year is null or history.report_year = duty.duty_year
    group by all
),
done_receipt as (
    select moment, unit, qtr as done_qtr, received_on as done_on
    from unit_quarter
    where submission_id is not null
),
rested as (
    select
        duty.moment, duty.unit, duty.county, duty.county_code, duty.official_order,
        duty.task_no, duty.category_no, duty.short_name, duty.deadline_kind, duty.due_on, duty.duty_year,
        duty.preset_dash, duty.reconstructed,
        coalesce(latest.effective_status, 'missing') as status,
        coalesce(latest.claim, 'missing') as cell_status,
        latest.status as reported_status,
        case when latest.effective_status = 'done' and latest.claim <> 'done'
            then coalesce(latest.done_qtr, latest.qtr) else latest.qtr end as qtr,
        latest.qtr as latest_qtr,
        latest.version,
        latest.received_on,
        latest.submission_id,
        latest.text_key,
        latest.judged_status,
        coalesce(latest.reviewed, false) as reviewed,
        coalesce(latest.absent, false) as absent,
        coalesce(latest.regressed, false) as regressed,
        coalesce(latest.repeats_last_year, false) as repeats_last_year,
        latest.done_qtr,
        unit_return.latest_due_qtr,
        unit_return.latest_received_qtr,
        coalesce(unit_return.latest_received_qtr >= unit_return.latest_due_qtr, true)
            as latest_due_received
    from duty
    left join latest using (moment, unit, task_no)
    left join unit_return using (moment, unit)
),
final as (
    select
        rested.*,
        rested.status <> 'none' and (
            not rested.preset_dash
            or rested.status in ('done', 'advancing', 'not_started')
            or coalesce(rested.reported_status = 'done', false)
        ) as applicable,
        coalesce(rested.latest_qtr < rested.latest_due_qtr, false) as carried,
        rested.latest_due_qtr is null and rested.latest_received_qtr is null as nothing_owed_yet,
        rested.deadline_kind = 'continuous'
            or (rested.deadline_kind = 'staged' and rested.status = 'done') as continuing,
        rested.due_on - cast(rested.moment as date) as days_left,
        coalesce(stale_run.counted_quarters, 0) as counted_quarters,
        coalesce(stale_run.stale_quarters, 0) as stale_quarters,
        coalesce(stale_run.stale_list, '') as stale_list,
        stale_run.last_fresh_qtr,
        done_receipt.done_on,
        coalesce(
            rested.status = 'done'
            and rested.done_qtr > shown_then.check_qtr
            and coalesce(shown_then.status_at_check, 'missing') <> 'done',
            false
        ) as done_late
    from rested
    left join stale_run using (moment, unit, task_no)
    left join shown_then using (moment, unit, task_no)
    left join done_receipt using (moment, unit, done_qtr)
)
select * from final
