-- title: 督办四张名单
-- moments: closes
-- 每个单位每项任务在哪张名单（list）上，口径见“灯的变化”：新转红（newly_red）、长期红灯（long_red）、转好（recovered）、停滞（gone_stale）；同一任务可在几张名单上。
-- quarters_red 为截至日及以前连续亮红灯的季末数（截至日当天是季末的也算），since_quarter 为其中最早的一季；light_before 为对比日的灯，其时单位尚未负有义务的没有。
with listed as (
    select
        *,
        unnest(list_filter(
            [
                if(newly_red, 'newly_red', null),
                if(long_red, 'long_red', null),
                if(recovered, 'recovered', null),
                if(gone_stale, 'gone_stale', null)
            ],
            one -> one is not null
        )) as "list"
    from movement
),
final as (
    select
        listed."list", unit, county, county_code, task_no, category_no, short_name, light_before, light_now,
        quarters_red, since_quarter, stale_quarters,
        case listed."list"
            when 'long_red' then '自' || since_quarter || '起连续' || quarters_red || '个季末为红灯'
            when 'newly_red' then coalesce($compared_with || '为' || light_label.label, '其时尚无报送义务')
                || '，现为红灯'
            when 'recovered' then $compared_with || '为红灯，现为绿灯'
            else $compared_with || '为绿灯，其后无新进展'
        end || '：' || reason as reason,
        official_order
    from listed
    left join plan.light_label on light_label.light = listed.light_before
)
select * from final
order by list_position(['newly_red', 'long_red', 'recovered', 'gone_stale'], "list"), official_order, unit, task_no
