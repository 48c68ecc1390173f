-- title: 已登记的材料
-- 同一文件（校验值）是否已为同一单位、文种、季度登记过：登记过的不重复登记。
with final as (
    select document_id
    from facts.document
    where sha256 = ? and unit = ? and document = ? and qtr = ?
)
select * from final
