-- title: 灯的变化
-- 每个单位每项任务截至日的灯与对比日的灯。对比日与“状态变动”相同：最近到期台账的上一季度末，即最近一期台账报来之前。
-- 新转红（newly_red）：现为红灯，对比日不是红灯（其时尚无台账的也算）。长期红灯（long_red）：现为红灯，截至日及以前最近的两个季末都是红灯（截至日当天是季末的，当天算一个）。
-- 转好（recovered）：对比日为红灯，现为绿灯。停滞（gone_stale）：现为持续性任务而连续 1 期以上无新进展，对比日还是绿灯。
with latest as (
    select max(moment) as as_of from moments
),
compared as (
    select
        now.unit, now.county, now.county_code, now.task_no, now.category_no, now.short_name,
        now.official_order, now.reason, now.stale_quarters, now.light as light_now,
        before.light as light_before,
        red_run.quarters_red, red_run.since_quarter,
        now.applicable and now.continuing and now.stale_quarters >= 1 as is_stale
    from standing_all as now
    inner join latest on latest.as_of = now.moment
    inner join red_run on red_run.unit = now.unit and red_run.task_no = now.task_no
    left join standing_all as before
        on before.moment = $compared_with and before.unit = now.unit and before.task_no = now.task_no
),
final as (
    select
        *,
        light_now = 'red' and light_before is distinct from 'red' as newly_red,
        light_now = 'red' and quarters_red >= 2 as long_red,
        light_now = 'green' and light_before is not distinct from 'red' as recovered,
        is_stale and light_before is not distinct from 'green' as gone_stale
    from compared
)
select * from final
