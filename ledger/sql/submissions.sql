-- title: 收到的台账
-- 截至日之前收到的全部台账版本（不含撤回与待定），附收到日期、登记时间、原文件名与校验值；part 为一份文件含几张台账时的工作表名。退回修改的版本附理由和新期限，is_returned 为退回后尚无更正版本。
with entry_count as (
    select submission_id, count(*) as entries from facts.entry group by submission_id
),
final as (
    select
        unit, qtr as quarter, version, received_on, received_on_source, received_ledger.recorded_at, recorded_by, file_name, sha256,
        coalesce(entries, 0) as entries, is_current, submission_id, part, format,
        is_current and known_return.decision_id is not null as is_returned,
        coalesce(known_return.reason, '') as returned_reason, known_return.correct_by
    from received_ledger
    left join entry_count using (submission_id)
    left join known_return using (submission_id)
)
select * from final order by quarter, unit, version
