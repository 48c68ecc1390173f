-- title: 催办记录
-- 每次催办登记一行：哪个单位、哪天、用什么方式（channel：messenger 即时消息、letter 催办函、list 催办表）、哪些事项（items）、经办人；误登记的可以撤销（undone）。
-- 系统本身不发送任何消息。只列截至日及以前的催办。
with undone as (
    select "key" as decision_id from facts.decision where kind = 'undo' and recorded_at <= $known_at
),
logged as (
    select
        decision.decision_id as reminder_id,
        payload ->> 'unit' as unit,
        cast(payload ->> 'on' as date) as reminded_on,
        payload ->> 'channel' as channel,
        from_json(payload -> 'items', '["VARCHAR"]') as items,
        decision.who,
        decision.recorded_at,
        undone.decision_id is not null as undone
    from facts.decision
    left join undone using (decision_id)
    where decision.kind = 'remind' and decision.recorded_at <= $known_at
),
final as (
    select
        reminder_id, unit, reminded_on, channel, items, len(items) as item_count, who, recorded_at, undone
    from logged
    inner join moments on logged.reminded_on <= moments.moment
)
select * from final order by recorded_at, reminder_id
