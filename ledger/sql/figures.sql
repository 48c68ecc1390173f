-- title: 填报数据
-- 落实情况中出现的数字及其单位（取各单位各季度现行版本；各季累计，不跨季相加）。
with listed as (
    select *, unnest(from_json(figures, '[{"value":"DOUBLE","unit":"VARCHAR","start":"INTEGER","end":"INTEGER"}]')) as figure
    from cell
    where not absent
),
final as (
    select
        unit, qtr as quarter, task_no, figure.value as value, figure.unit as counted_in,
        figure.start as start_at, figure.end as end_at, file_name, sheet, cell
    from listed
)
select * from final order by quarter, unit, task_no, start_at
