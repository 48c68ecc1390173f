-- title: 计数与比率
-- kept: by day
-- 适用数 = 已完成 + 推进中 + 未启动 + 待核 + 未填 + 未报 = 绿 + 黄 + 红 + 灰（本年尚未开始）。不涉及及不计入的列在 none。
-- 办结率 = 有时限的任务中已完成 / 适用；在推进率 = 持续性任务中绿灯 / 适用；填报率 = 既非未填也非未报 / 适用；红灯占比 = 红灯 / 适用。分母为零时无值。
with counted as (
    select
        moment,
        county_code,
        unit,
        category_no,
        task_no,
        grouping(county_code, unit, category_no, task_no) as absent_keys,
        count_if(applicable)::bigint as applicable,
        count_if(not applicable)::bigint as "none",
        count_if(applicable and status = 'done')::bigint as done,
        count_if(applicable and status = 'advancing')::bigint as advancing,
        count_if(applicable and status = 'not_started')::bigint as not_started,
        count_if(applicable and status = 'unclear')::bigint as unclear,
        count_if(applicable and status = 'blank')::bigint as blank,
        count_if(applicable and status = 'missing')::bigint as missing,
        count_if(applicable and carried)::bigint as carried,
        count_if(applicable and light = 'green')::bigint as green,
        count_if(applicable and light = 'yellow')::bigint as yellow,
        count_if(applicable and light = 'red')::bigint as red,
        count_if(applicable and light = 'grey')::bigint as grey,
        count_if(to_review)::bigint as to_review,
        count_if(applicable and not continuing)::bigint as dated_applicable,
        count_if(applicable and not continuing and status = 'done')::bigint as dated_done,
        count_if(applicable and continuing)::bigint as continuing_applicable,
        count_if(applicable and continuing and light = 'green')::bigint as continuing_green,
        count_if(applicable and continuing and stale_quarters >= 1)::bigint as stale
    from standing_all
    group by grouping sets (
        (moment),
        (moment, county_code),
        (moment, unit),
        (moment, category_no),
        (moment, task_no),
        (moment, county_code, category_no),
        (moment, unit, category_no)
    )
),
final as (
    select
        *,
        case absent_keys
            when 15 then 'city'
            when 7 then 'county'
            when 11 then 'unit'
            when 13 then 'category'
            when 14 then 'task'
            when 5 then 'county_category'
            when 9 then 'unit_category'
        end as level,
        dated_done / nullif(dated_applicable, 0) as completion_rate,
        continuing_green / nullif(continuing_applicable, 0) as fresh_rate,
        (applicable - blank - missing) / nullif(applicable, 0) as fill_rate,
        red / nullif(applicable, 0) as red_rate
    from counted
)
select * from final
