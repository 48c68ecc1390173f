-- title: 落实情况
-- 各单位各季度现行版本中每项任务的落实情况原文、状态、依据和出处（文件、工作表、单元格）；declared 为所用表样另设的“完成状态”一栏所填原文，只供对照，不参与判定。
with final as (
    select
        unit, qtr as quarter, version, task_no, category_no, narrative, status, evidence, file_name, sheet, cell,
        judged_status, judged_reason, reviewed, figures, shared, remark, declared, received_on, rules_version, text_key, submission_id
    from cell_written
)
select * from final order by quarter, unit, task_no
