-- title: 数字与上下文
-- 各应报单位各季度现行版本中有实际内容的每一项的每个数字，连同上下文（口径见“每个数字的上下文”）。
with final as (
    select
        reported.moment, reported.unit, reported.qtr, reported.previous_qtr, reported.previous_id, submission_id, task_no,
        reported.continuing, reported.judged_status,
        figure_said.* exclude (unit, submission_id, task_no)
    from reported
    inner join figure_said using (submission_id, task_no)
)
select * from final
