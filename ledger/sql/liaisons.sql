-- title: 信息联络员
-- 各单位报来的信息联络员，现行的（is_current）和以往的都列出；电话号码一律隐去中间几位。单位名认不出的行 unit 为空，said_unit 为原来的写法。
with final as (
    select
        received_liaison.unit, said_unit, person,
        array_to_string(
            list_transform(
                string_split(phone, '、'),
                lambda number: case
                    when number = '' then ''
                    when length(number) >= 10 then left(number, 3) || '****' || right(number, 4)
                    else '****' || right(number, 2)
                end
            ),
            '、'
        ) as phone,
        remark, received_on, file_name, is_current, sent_by, position, unit.official_order
    from received_liaison
    left join plan.unit on unit.unit = received_liaison.unit
)
select * from final order by official_order, unit, is_current desc, received_on desc, position
