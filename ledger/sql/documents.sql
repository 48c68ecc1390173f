-- title: 材料
-- 截至日之前收到并登记的每一份材料（撤回的不列），电子版与纸质盖章件各一行；台账的纸质件和读不出来、只收存原件的台账也在其中（document 为 ledger）。
-- passages 为从 Word 文件中取出文字的段数；没有的，是未附文件、只登记纸质件，或是取不出文字的格式。task_nos 为登记时写明的所涉任务。
with read as (
    select document_id, count(*) as passages from facts.passage group by document_id
),
final as (
    select
        received_document.document_id, received_document.unit,
        coalesce(unit.county, '') as county, coalesce(unit.county_code, '') as county_code,
        received_document.document, coalesce(document.label, received_document.document) as label,
        received_document.qtr as quarter, received_document.copy, received_document.title, received_document.task_nos,
        received_document.received_on, received_document.letter_number, received_document.approved_by,
        received_document.file_name, received_document.sha256, coalesce(read.passages, 0) as passages,
        received_document.recorded_by, received_document.recorded_at, unit.official_order
    from received_document
    left join plan.unit on unit.unit = received_document.unit
    left join plan.document on document.document = received_document.document
    left join read on read.document_id = received_document.document_id
)
select * from final order by official_order, unit, quarter, document, received_on, recorded_at
