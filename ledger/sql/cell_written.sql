-- title: 台账各项的文字
-- 各时点现行版本中每项任务的状态（口径见“台账各项的报送”），连同文字、依据、数字和出处；表中没有的任务不列。
with final as (
    select
        cell.*,
        written.* exclude (unit, submission_id, task_no, text_key, shared, judged_status),
        submission.file_name
    from cell
    inner join written using (submission_id, task_no)
    inner join facts.submission using (submission_id)
)
select * from final
