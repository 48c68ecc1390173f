-- title: 单位的数据指纹
-- 每个单位一行：它的台账、其中的文字和判定、对它的核定合成的校验值。两次数据更新之间校验值相同的单位，其现状和提示照旧，不必重算。
with texts as (
    select submission_id, bit_xor(hash(entry)) as mark
    from facts.entry
    group by submission_id
),
judged as (
    select submission_id, bit_xor(hash(judgement)) as mark
    from facts.judgement
    group by submission_id
),
noted as (
    select submission_id, bit_xor(hash(finding)) as mark
    from facts.finding
    group by submission_id
),
marked as (
    select
        known_submission.unit,
        hash(
            submission_id, qtr, version, received_on, file_name, is_held, is_withdrawn, texts.mark, judged.mark, noted.mark
        ) as mark
    from known_submission
    left join texts using (submission_id)
    left join judged using (submission_id)
    left join noted using (submission_id)
    union all
    select unit, hash(task_no, text_key, status, qtr, decision_id) from known_review
),
final as (
    select unit, bit_xor(mark) as fingerprint from marked group by unit
)
select * from final
