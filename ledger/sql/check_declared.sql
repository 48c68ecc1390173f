-- title: 与完成状态栏不符
-- 所用表样另设“完成状态”一栏的：该栏所填与文字的判定不一致，或者只填了该栏、没有文字；取读取文件时发现的问题。
with listed as (
    select *
    from facts.finding
    where code in ('declared_differs', 'declared_without_text')
),
final as (
    select
        cell.moment, cell.unit, cell.qtr, cell.task_no, listed.code,
        listed.message, '[]' as evidence, '' as other_unit, '' as other_qtr,
        listed.value as other_narrative, listed.value as other_key
    from cell
    inner join written using (submission_id, task_no)
    inner join listed
        on listed.submission_id = cell.submission_id
        and listed.sheet = written.sheet
        and listed.cell = written.cell
        and contains(listed.message, '第' || cell.task_no || '项')
)
select * from final
