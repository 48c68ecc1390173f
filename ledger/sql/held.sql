-- title: 待定的文件
-- 单位或季度尚须由人指定、或匹配任务过少的文件；确认之前不计入任何数字。同一文件（一份文件含几张台账的，同一文件的同一工作表 part）已另行登记的不再列出。
with accepted as (
    select distinct sha256, part from known_submission where not is_held and not is_withdrawn
),
final as (
    select submission_id, file_name, part, unit, qtr as quarter, held, received_on, recorded_at, recorded_by, sha256, format
    from known_submission
    anti join accepted using (sha256, part)
    where is_held and not is_withdrawn
)
select * from final order by recorded_at, file_name, part
