-- title: 每个数字的上下文
-- kept: once and unit
-- 各台账版本的落实情况中的每个数字，连同同一句中它前面的话（before）、后面的话（after）、紧接在后的词（tail）和同格的下一个数字（follower）。
-- clause 是它前面同一小句的话（到顿号为止），joined 是同一分句的话（到逗号或前一个数字为止），earlier 是再往前 30 字以内的话。
-- 小句和紧接在后的词里只有“累计、开展、参加、执法人员”之类不说明数什么的话，为 is_bare。名、位按人计，个学时按学时计。
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
split as (
    select
        * exclude (narrative, text_before, text_after),
        substring(narrative, start_at + 1, end_at - start_at) as words,
        regexp_extract(text_before, '[^。；;！!？?\n]*$') as before,
        regexp_extract(before, '[^，,、：:（(]*$') as clause,
        left(text_before, start_at - length(before)) as sentences_before,
        regexp_extract(text_after, '^[^。；;！!？?\n]*') as after,
        regexp_extract(after, '^[^，,、：:（(）)0-9]*') as tail
    from placed
),
final as (
    select
        *,
        regexp_extract(before, '[^，,：:（(0-9]*$') as joined,
        right(left(before, length(before) - length(clause)), 30) as earlier,
        regexp_replace(
            clause || tail,
            '今年以来|年度|今年|本年|目前|截至|累计|累积|共计|合计|总计|总共|共有|执法人员|工作人员|干部职工|人员|全体|全部|完成|开展|组织|举办|实施|参加|参与|参训|受训|到课|先后|分别|约|近|超过|达到|[共已达均计为有了其等]|[^\p{L}]',
            '', 'g'
        ) = '' as is_bare
    from split
)
select * from final
