-- title: 与完成状态栏不符
-- 所用表样另设“完成状态”一栏的：该栏所填与文字的判定不一致，或者只填了该栏、没有文字；取读取文件时发现的问题。
with listed as (
    select *
    from facts.finding
    where code in ('declared_differs', 'declared_without_text')
),
final as (
    select
        ledger.moment, ledger.unit, ledger.qtr, written.task_no, listed.code,
        listed.message, '[]' as evidence, '' as other_unit, '' as other_qtr,
        listed.value as other_narrative, listed.value as other_key
    from received_ledger as ledger
    inner join written using (submission_id)
    inner join listed
        on listed.submission_id = ledger.submission_id
        and listed.sheet = written.sheet
        and listed.cell = written.cell
        and contains(listed.message, '第' || written.task_no || '项')
    where ledger.is_current
)
select * from final
