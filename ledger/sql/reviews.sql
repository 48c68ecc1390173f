-- title: 核定记录
-- 每次核定、驳回提示、撤回、退回修改、别名等由人作出的决定，以及是否已被撤销；只增不改。
-- status_before、status 为核定前后的状态；detail 为所驳回的提示、登记的别名、改正的新期限或所涉文件。
with undone as (
    select "key" as decision_id, who as undone_by, recorded_at as undone_at
    from facts.decision
    where kind = 'undo' and recorded_at <= $known_at
),
final as (
    select
        decision.decision_id, decision.kind, payload ->> 'unit' as unit, payload ->> 'quarter' as quarter,
        cast(payload ->> 'task_no' as integer) as task_no, payload ->> 'status_before' as status_before,
        payload ->> 'status' as status,
        coalesce(payload ->> 'message', payload ->> 'alias', payload ->> 'correct_by', payload ->> 'file', '') as detail,
        payload ->> 'code' as code, decision.who, decision.reason, decision.recorded_at,
        undone.undone_by, undone.undone_at
    from facts.decision
    left join undone using (decision_id)
    where decision.recorded_at <= $known_at and decision.kind <> 'undo'
)
select * from final order by recorded_at, decision_id
