-- title: 部分大于总数
-- 同一句中相邻的两个同单位数字：“m…，其中…n”“m…中（有、已）n”“应…m…，已（实）…n”，而 n 大于 m。
with paired as (
    select
        said_figure.*,
        substring(written.narrative, end_at + 1, follower.start - end_at) as between_words,
        substring(written.narrative, follower.start + 1, follower.end - follower.start) as part_words
    from said_figure
    inner join written using (submission_id, task_no)
    where follower.value > amount
        and (follower.unit = said_unit or (counted_in = '人' and follower.unit in ('人', '名', '位')))
),
final as (
    select
        moment, unit, qtr, task_no, 'part_exceeds_whole' as code,
        '“' || right(clause, 8) || words || between_words || part_words || '”：部分（' || part_words
            || '）大于总数（' || words || '）。' as message,
        '[[' || start_at || ', ' || follower.end || ']]' as evidence, '' as other_unit, '' as other_qtr,
        '' as other_narrative, words || '|' || part_words || '|' || place as other_key
    from paired
    where regexp_matches(between_words, '^[^。；;！!？?\n]{0,20}其中[^。；;！!？?\n]{0,14}$')
        or regexp_matches(between_words, '^[^，,。；;！!？?\n]{0,10}中[，,]?[有已]{0,2}$')
        or (
            regexp_matches(clause, '应(?:当|予|该)?(?:整改|办结|[参培受轮]?训|到|检|报|持证|公示|完成)')
            and regexp_matches(between_words, '^[^。；;！!？?\n]{0,8}[已实][^。；;！!？?\n]{0,8}$')
        )
)
select * from final
