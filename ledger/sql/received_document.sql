-- title: 已收到的材料
-- 某一时点（moment）之前收到、未撤回的材料，电子版与纸质盖章件各算各的。
with final as (
    select moments.moment, known_document.* exclude (is_withdrawn)
    from moments
    inner join known_document
        on known_document.received_on <= moments.moment and not known_document.is_withdrawn
)
select * from final
