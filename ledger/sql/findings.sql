-- title: 发现的问题
-- 读取每份文件时发现的问题：代码、程度（error、warning、info）、位置、原值和说明；待定的文件也列出，撤回的不列。
with final as (
    select
        known_submission.unit, known_submission.qtr as quarter, known_submission.file_name,
        finding.code, finding.severity, finding.sheet, finding.cell, finding.value, finding.message, finding.hint,
        known_submission.version, known_submission.is_held, known_submission.submission_id, finding.position
    from moments
    inner join known_submission on known_submission.received_on <= moments.moment
    inner join facts.finding on finding.submission_id = known_submission.submission_id
    where not known_submission.is_withdrawn
)
select * from final order by quarter, unit, version, position
