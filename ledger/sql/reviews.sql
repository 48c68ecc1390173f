-- title: 核定记录
-- 每次核定、驳回提示、撤回、退回修改、别名等由人作出的决定，以及是否已被撤销；只增不改。
-- status_before、status 为核定前后的状态；detail 为所驳回的提示、登记的别名、改正的新期限或所涉文件。
-- 确认、撤回、退回修改所涉的收件为 receipt_id，其文件名为 file_name；correct_by 为改正的新期限。
with undone as (
    select "key" as decision_id, who as undone_by, recorded_at as undone_at
    from facts.decision
    where kind = 'undo' and recorded_at <= $known_at
),
filed as (
    select submission_id as receipt_id, file_name, part from facts.submission
    union all by name
    select document_id as receipt_id, file_name from facts.document
),
final as (
    select
        decision.decision_id, decision.kind, payload ->> 'unit' as unit, payload ->> 'quarter' as quarter,
        cast(payload ->> 'task_no' as integer) as task_no, payload ->> 'status_before' as status_before,
        payload ->> 'status' as status,
        coalesce(payload ->> 'message', payload ->> 'alias', payload ->> 'correct_by', payload ->> 'file', '') as detail,
        payload ->> 'code' as code, payload ->> 'correct_by' as correct_by,
        filed.receipt_id, filed.file_name, coalesce(filed.part, '') as part, decision.who, decision.reason, decision.recorded_at,
        undone.undone_by, undone.undone_at
    from facts.decision
    left join undone using (decision_id)
    left join filed on filed.receipt_id = decision."key" and decision.kind in ('confirm', 'withdraw', 'return')
    where decision.recorded_at <= $known_at and decision.kind <> 'undo'
)
select * from final order by recorded_at, decision_id
