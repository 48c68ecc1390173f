-- title: 核定队列
-- 截至日须由人看的（单位、任务），每项一行：原因（why、why_words）、文字与依据、原来的核定。口径见“须由人看的各项”；核定即办结，提示也可逐条驳回。
-- 应看的雷同与数字提示（checks）只算最近一期台账的。
with wording as (
    select map(list(code), list(label)) as labels from plan.reason_label
),
final as (
    select
        review_case.unit, county, official_order, latest_qtr as quarter, version, review_case.task_no, category_no, short_name,
        review_case.status, light, array_to_string(why_list, ',') as why,
        array_to_string(list_transform(why_list, code -> wording.labels[code]), '、') as why_words,
        written.narrative, coalesce(written.evidence, '[]') as evidence, coalesce(written.figures, '[]') as figures, cell_status,
        review_case.judged_status, coalesce(written.judged_reason, '') as judged_reason, review_case.reason,
        deadline_kind, due_on, preset_dash, carried, to_review, open_checks as checks,
        previous_status as previous_review_status, previous_by as previous_review_by,
        previous_reason as previous_review_reason, previous_at as previous_review_at,
        previous_qtr as previous_review_quarter, previous_id as previous_review_id,
        review_case.submission_id, submission.file_name, written.sheet, written.cell, review_case.received_on, review_case.text_key
    from review_case
    cross join wording
    left join written
        on written.submission_id = review_case.submission_id and written.task_no = review_case.task_no
    left join facts.submission on submission.submission_id = review_case.submission_id
    where is_open
)
select * from final order by official_order, unit, task_no
