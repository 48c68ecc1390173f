-- title: 各时点的雷同与数字核对
-- kept: by day and unit
-- 请人看一眼的提示，不改变任何状态和数字：各季度现行版本中未更新、照抄原文、单位间雷同的文字，对不上的数字，与完成状态栏不符的填报。
-- 每条附说明和所对照的文字；由人驳回的（dismissed）在双方文字不变时一直有效。check_id 由代码、单位、任务和双方文字算出，重新读取文件也不变。
with found as (
    select * from check_not_updated
    union all by name
    select * from check_own
    union all by name
    select * from check_shared_between_units
),
identified as (
    select
        found.moment, found.unit, duty.county, duty.official_order, found.qtr as quarter, received_ledger.version,
        found.task_no, duty.category_no, duty.short_name, found.code, check_label.label,
        if(found.code in ('not_updated', 'echo_of_task', 'shared_between_units'), 'info', 'warning') as severity,
        found.message, written.narrative, found.evidence,
        found.other_unit, found.other_qtr as other_quarter, found.other_narrative,
        written.submission_id, received_ledger.file_name, written.sheet, written.cell,
        left(md5(concat_ws('|', found.code, found.unit, found.task_no, written.text_key, found.other_key)), 12) as check_id
    from found
    inner join received_ledger
        on received_ledger.moment = found.moment
        and received_ledger.unit = found.unit
        and received_ledger.qtr = found.qtr
        and received_ledger.is_current
    inner join written
        on written.submission_id = received_ledger.submission_id and written.task_no = found.task_no
    inner join duty
        on duty.moment = found.moment
        and duty.unit = found.unit
        and duty.task_no = found.task_no
    inner join plan.check_label on check_label.code = found.code
),
final as (
    select
        identified.*,
        known_dismissal.decision_id is not null as dismissed,
        coalesce(known_dismissal.who, '') as dismissed_by,
        coalesce(known_dismissal.reason, '') as dismissed_reason,
        known_dismissal.recorded_at as dismissed_at,
        coalesce(known_dismissal.decision_id, '') as dismissal_id
    from identified
    left join known_dismissal using (check_id)
)
select * from final
