-- title: 待定的文件
-- 单位或季度尚须由人指定、或匹配任务过少的文件；确认之前不计入任何数字。
-- 同一文件（一份文件含几张台账的，同一文件的同一工作表 part）已另行登记的不再列出，除非它自己写的单位或季度与那份不同。
with accepted as (
    select distinct sha256, part, unit, qtr from known_submission where not is_held and not is_withdrawn
),
final as (
    select submission_id, file_name, part, unit, qtr as quarter, held, received_on, recorded_at, recorded_by, sha256, format
    from known_submission
    where is_held and not is_withdrawn and not exists (
        from accepted
        where accepted.sha256 = known_submission.sha256 and accepted.part = known_submission.part
            and coalesce(nullif(known_submission.unit, '') = accepted.unit, true)
            and coalesce(nullif(known_submission.qtr, '') = accepted.qtr, true)
    )
)
select * from final order by recorded_at, file_name, part
