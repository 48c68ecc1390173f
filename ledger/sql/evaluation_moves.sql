-- title: 与上一次评估对照
-- moments: evaluation_before_and_as_of
-- 每个单位每项任务：上一次评估之日（before_on）与截至日的状态和灯。其前没有评估的，本表为空。
-- 变化（moved）：持续性任务看灯，红、黄、绿依次为前进；其余看状态，未填、未报、待核，未启动，推进中，已完成依次为前进（forward），反之为后退（back），不变为 same。
-- 上次适用本次不适用的为 left，反之为 joined，两次都不适用的为 outside；上次还没有报送义务的单位也算 joined。
-- 每年一次的任务比较的是各自年度的状态。
with marked as (
    select
        *,
        moment = max(moment) over () as is_now,
        if(light = 'grey', null, list_position(['red', 'yellow', 'green'], light)) as light_rank,
        coalesce(list_position(['not_started', 'advancing', 'done'], status), 0) as status_rank
    from standing_all
),
paired as (
    select
        now.unit, now.county, now.county_code, now.official_order, now.task_no, now.category_no, now.short_name,
        now.deadline_kind, now.due_on,
        cast(looked.before_on as date) as before_on, before.qtr as quarter_before, before.status as status_before, before.light as light_before,
        before.applicable as applicable_before,
        now.qtr as quarter_now, now.status as status_now, now.light as light_now, now.applicable as applicable_now, now.reason,
        now.continuing and coalesce(before.continuing, false) as by_light,
        now.light_rank - before.light_rank as light_steps,
        now.status_rank - before.status_rank as status_steps
    from marked as now
    cross join (select min(moment) as before_on, count(*) as days from moments) as looked
    left join marked as before
        on before.unit = now.unit and before.task_no = now.task_no and not before.is_now
    where now.is_now and looked.days > 1
),
final as (
    select
        * exclude (by_light, light_steps, status_steps),
        case
            when not applicable_now and not coalesce(applicable_before, false) then 'outside'
            when not applicable_now then 'left'
            when not coalesce(applicable_before, false) then 'joined'
            when coalesce(if(by_light, light_steps, status_steps), 0) > 0 then 'forward'
            when coalesce(if(by_light, light_steps, status_steps), 0) < 0 then 'back'
            else 'same'
        end as moved
    from paired
)
select * from final order by official_order, unit, task_no
