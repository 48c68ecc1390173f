-- title: 催办事项
-- 截至日可催办的事项，口径见“可催办的事项”；ask 为请对方报什么。last_reminded_on 为最近一次催办的日期（撤销的不算），reminded_today 为截至日当天已催办过。
with named as (
    select unnest(items) as item, reminded_on from reminders where not undone
),
reminded as (
    select item, max(reminded_on) as last_reminded_on from named group by item
),
final as (
    select
        reminder_item.item, unit, county, colour, kind, subject, document, qtr as quarter, task_no, due_on, days, reason, ask,
        reminded.last_reminded_on,
        coalesce(reminded.last_reminded_on = moments.moment, false) as reminded_today,
        official_order
    from reminder_item
    cross join moments
    left join reminded using (item)
)
select * from final
order by
    official_order, unit, task_no is not null, list_position(['red', 'yellow', 'blue'], colour),
    colour = 'yellow' and kind = 'dated', days desc nulls last, quarter, document, task_no
