-- title: 状态变动
-- moments: as_of_and_before
-- 与最近到期台账的上一季度末相比，状态或灯有变化的（单位、任务）。
with marked as (
    select *, moment = max(moment) over () as is_now from standing_all
),
final as (
    select
        now.unit, now.county, now.official_order, now.task_no, now.category_no, now.short_name,
        now.qtr as quarter,
        before.status as status_before, now.status as status_now,
        before.light as light_before, now.light as light_now,
        now.reason
    from marked as now
    inner join marked as before
        on before.unit = now.unit and before.task_no = now.task_no and not before.is_now
    where now.is_now
        -- What a unit's very first ledger says is no change.
        and before.latest_received_qtr is not null
        and (before.status <> now.status or before.light <> now.light)
)
select * from final order by official_order, unit, task_no
