-- title: 材料的文字
-- 截至日之前收到、未撤回的材料（总结、评估报告、典型案例等）中 Word 文件的文字，一段一行；heading 为标题。文中的电话号码在入库前已隐去中间几位。
with final as (
    select
        received_document.document_id, received_document.unit, received_document.document,
        coalesce(document.label, received_document.document) as label, received_document.qtr as quarter, received_document.title,
        passage.position, passage.heading, passage.text, received_document.file_name, received_document.received_on,
        unit.official_order
    from received_document
    inner join facts.passage on passage.document_id = received_document.document_id
    left join plan.unit on unit.unit = received_document.unit
    left join plan.document on document.document = received_document.document
)
select * from final order by official_order, unit, quarter, document, received_on, document_id, position
