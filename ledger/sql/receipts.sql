-- title: 收件记录
-- 截至日之前收到并登记的每一份文件，一样不漏：台账各版本（accepted 已装入）、待定的（held）、待定后又另行装入的同一文件（replaced）、
-- 撤回的（withdrawn），以及其他材料和读不出来、只收存原件的台账（receipt，document 为 ledger，不算收到台账）。
-- 材料另有 copy（electronic 电子版，paper 纸质盖章件，可以没有文件）、来文文号、审核人和标题。
-- 台账另有填报的联系人（contact）和遮去中间几位的联系方式（contact_phone）。
-- 附任务数、已填任务数（filled，只有“-”的不算）、错误数、注意数，撤回和退回修改的经办人与理由。is_returned 为退回后尚无更正版本。receipt_id 用于撤回，withdrawal_id、return_id 用于撤销。
with noted as (
    select
        submission_id,
        count(*) filter (severity = 'error') as errors,
        count(*) filter (severity = 'warning') as warnings
    from facts.finding
    group by submission_id
),
withdrawal as (
    select "key" as receipt_id, decision_id, who, reason, recorded_at
    from known_decision
    where kind = 'withdraw'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
),
waiting as (
    select submission_id from held
),
current as (
    select submission_id from received_ledger where is_current
),
ledgers as (
    select
        known_submission.* exclude (held),
        submission_id as receipt_id,
        'ledger' as kind,
        'ledger' as document,
        case
            when is_withdrawn then 'withdrawn'
            when waiting.submission_id is not null then 'held'
            when is_held then 'replaced'
            else 'accepted'
        end as state,
        current.submission_id is not null as is_current
    from known_submission
    left join waiting using (submission_id)
    left join current using (submission_id)
),
documents as (
    select
        *,
        document_id as receipt_id,
        'document' as kind,
        if(is_withdrawn, 'withdrawn', 'receipt') as state,
        lower(regexp_extract(file_name, '\.([A-Za-z0-9]{1,5})$', 1)) as format,
        '' as submission_id,
        '' as part,
        false as is_current
    from known_document
),
everything as (
    select * from ledgers
    union all by name
    select * from documents
),
final as (
    select
        everything.kind, everything.document, everything.state, everything.unit, everything.qtr as quarter, everything.version,
        everything.part, everything.file_name, everything.format, everything.received_on, everything.received_on_source,
        everything.recorded_at, everything.recorded_by, everything.sha256,
        coalesce(filled_entry.entries, 0) as entries, coalesce(filled_entry.filled, 0) as filled, coalesce(noted.errors, 0) as errors, coalesce(noted.warnings, 0) as warnings,
        everything.is_current, coalesce(everything.copy, 'electronic') as copy, coalesce(everything.letter_number, '') as letter_number,
        coalesce(everything.approved_by, '') as approved_by, coalesce(everything.title, '') as title,
        coalesce(everything.contact, '') as contact, coalesce(everything.contact_phone, '') as contact_phone,
        coalesce(everything.is_current and known_return.submission_id is not null, false) as is_returned,
        coalesce(known_return.reason, '') as returned_reason, known_return.correct_by, coalesce(known_return.who, '') as returned_by,
        coalesce(withdrawal.who, '') as withdrawn_by, coalesce(withdrawal.reason, '') as withdrawn_reason,
        withdrawal.recorded_at as withdrawn_at,
        everything.submission_id, everything.receipt_id,
        withdrawal.decision_id as withdrawal_id, known_return.decision_id as return_id
    from moments
    inner join everything on everything.received_on <= moments.moment
    left join filled_entry on filled_entry.submission_id = everything.submission_id
    left join noted on noted.submission_id = everything.submission_id
    left join withdrawal on withdrawal.receipt_id = everything.receipt_id
    left join known_return on known_return.submission_id = everything.submission_id
)
select * from final order by recorded_at, file_name, part, receipt_id
