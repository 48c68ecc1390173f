-- title: 有效的决定
-- 决定（核定、撤回、退回修改、确认等）只增不改；被撤销（undo）的决定不再有效。只计登记时点（known_at）之前记录的决定。
with known as (
    select * from facts.decision where recorded_at <= $known_at
),
undone as (
    select "key" as decision_id from known where kind = 'undo'
),
final as (
    select known.*
    from known
    anti join undone using (decision_id)
    where known.kind <> 'undo'
)
select * from final
