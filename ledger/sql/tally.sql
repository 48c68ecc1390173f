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
        count(*) filter (applicable) as applicable,
        count(*) filter (not applicable) as "none",
        count(*) filter (applicable and status = 'done') as done,
        count(*) filter (applicable and status = 'advancing') as advancing,
        count(*) filter (applicable and status = 'not_started') as not_started,
        count(*) filter (applicable and status = 'unclear') as unclear,
        count(*) filter (applicable and status = 'blank') as blank,
        count(*) filter (applicable and status = 'missing') as missing,
        count(*) filter (applicable and carried) as carried,
        count(*) filter (applicable and light = 'green') as green,
        count(*) filter (applicable and light = 'yellow') as yellow,
        count(*) filter (applicable and light = 'red') as red,
        count(*) filter (applicable and light = 'grey') as grey,
        count(*) filter (to_review) as to_review,
        count(*) filter (applicable and not continuing) as dated_applicable,
        count(*) filter (applicable and not continuing and status = 'done') as dated_done,
        count(*) filter (applicable and continuing) as continuing_applicable,
        count(*) filter (applicable and continuing and light = 'green') as continuing_green,
        count(*) filter (applicable and continuing and stale_quarters >= 1) as stale
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
