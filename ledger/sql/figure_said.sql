-- title: 每个数字的上下文
-- kept: once and unit
-- 各台账版本的落实情况中的每个数字，连同同一句中它前面的话（before）、后面的话（after）、紧接在后的词（tail）和同格的下一个数字（follower）。
-- 名、位按人计，个学时按学时计。
with read_figures as (
    select
        unit, submission_id, task_no, narrative,
        from_json(figures, '[{"value":"DOUBLE","unit":"VARCHAR","start":"INTEGER","end":"INTEGER"}]') as all_figures
    from written
    where figures <> '[]'
),
numbered as (
    select *, unnest(range(1, len(all_figures) + 1)) as place from read_figures
),
placed as (
    select
        * exclude (all_figures),
        all_figures[place].value as amount,
        all_figures[place].unit as said_unit,
        case
            when said_unit in ('名', '位') then '人'
            when said_unit like '个_%' then substring(said_unit, 2)
            else said_unit
        end as counted_in,
        all_figures[place].start as start_at,
        all_figures[place].end as end_at,
        all_figures[place + 1] as follower,
        left(narrative, start_at) as text_before,
        substring(narrative, end_at + 1, 60) as text_after
    from numbered
),
final as (
    select
        * exclude (narrative, text_before, text_after),
        substring(narrative, start_at + 1, end_at - start_at) as words,
        regexp_extract(text_before, '[^。；;！!？?\n]*$') as before,
        regexp_extract(before, '[^，,、：:（(]*$') as clause,
        left(text_before, start_at - length(before)) as sentences_before,
        regexp_extract(text_after, '^[^。；;！!？?\n]*') as after,
        regexp_extract(after, '^[^，,、：:（(）)0-9]*') as tail
    from placed
)
select * from final
