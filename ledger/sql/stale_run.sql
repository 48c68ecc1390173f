-- title: 连续无新进展的期数
-- 持续性任务（持续推进；分阶段任务完成后，自其时限之后到期的首期台账起）从最近应报或已报的一期往回数，
-- 连续没有新进展的期数 k；未报、未填、待核、未启动、文字未更新都算没有新进展。
with duty_done as (
    select moment, unit, task_no, bool_or(effective_status = 'done') as stage_done
    from history
    group by all
),
counted as (
    select
        duty.moment,
        duty.unit,
        duty.task_no,
        unit_quarter.qtr,
        coalesce(history.fresh, false) as fresh
    from duty
    left join duty_done using (moment, unit, task_no)
    inner join unit_quarter
        on unit_quarter.moment = duty.moment
        and unit_quarter.unit = duty.unit
        and unit_quarter.is_owed
        and (unit_quarter.is_due or unit_quarter.submission_id is not null)
        and (duty.deadline_kind = 'continuous' or unit_quarter.due_on > duty.due_on)
    left join history
        on history.moment = duty.moment
        and history.unit = duty.unit
        and history.task_no = duty.task_no
        and history.qtr = unit_quarter.qtr
    where duty.deadline_kind = 'continuous'
        or (duty.deadline_kind = 'staged' and duty_done.stage_done)
),
gathered as (
    select
        moment,
        unit,
        task_no,
        count(*) as counted_quarters,
        max(qtr) filter (fresh) as last_fresh_qtr,
        list(qtr order by qtr) as quarters
    from counted
    group by all
),
final as (
    select
        * exclude (quarters),
        list_filter(quarters, one -> one > coalesce(last_fresh_qtr, '')) as stale,
        len(stale) as stale_quarters,
        array_to_string(stale, '、') as stale_list
    from gathered
)
select * from final
