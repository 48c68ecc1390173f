-- title: 联络员名单各行
-- 截至日之前收到、未撤回的信息联络员名单中的各行。每个单位以收到日期最晚的一份名单为现行（同日收到的以后登记的为准），旧的保留。
-- 单位名认不出的行 unit 为空，said_unit 为原来的写法。
with listed as (
    select
        liaison.unit, coalesce(liaison.said_unit, '') as said_unit, liaison.person, liaison.phone, liaison.remark, liaison.position,
        received_document.document_id, received_document.unit as sent_by, received_document.received_on,
        received_document.recorded_at, received_document.file_name
    from received_document
    inner join facts.liaison on liaison.document_id = received_document.document_id
),
final as (
    select
        *,
        unit <> '' and dense_rank() over (
            partition by unit order by received_on desc, recorded_at desc, document_id desc
        ) = 1 as is_current
    from listed
)
select * from final
