-- title: 已登记的材料
-- 截至登记时点（known_at）已登记的材料；读不出来、只收存原件的台账也在其中（document 为 ledger），不算收到台账。撤回的视同从未收到。
-- 电子版（copy 为 electronic）与纸质盖章件（paper）分别登记；纸质件可以没有文件。早先登记的一律为电子版。
with withdrawn as (
    select distinct "key" as document_id from known_decision where kind = 'withdraw'
),
final as (
    select
        document.* replace (
            coalesce(document.copy, 'electronic') as copy,
            coalesce(document.letter_number, '') as letter_number,
            coalesce(document.approved_by, '') as approved_by,
            coalesce(document.title, '') as title,
            coalesce(document.task_nos, []::integer[]) as task_nos
        ),
        withdrawn.document_id is not null as is_withdrawn
    from facts.document
    left join withdrawn using (document_id)
    where document.recorded_at <= $known_at
)
select * from final
