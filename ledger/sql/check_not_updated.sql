-- title: 未更新
-- kept: by day and unit
-- 与本单位上一期已收台账的同一项相比没有新进展（口径同“有新进展”），而且上期的句子全部照留、没有一句新的（日期、标点不计）。
-- 在上期之上续写的是正常累计，不提示；有时限的任务已报完成的、写明未启动的，文字不变也不提示。
with repeated as (
    select reported.*
    from reported
    inner join history using (moment, unit, qtr, task_no)
    where is_repeated
        and history.status <> 'not_started'
        and (continuing or (history.status <> 'done' and effective_status <> 'done'))
),
final as (
    select
        repeated.moment, repeated.unit, repeated.qtr, repeated.task_no, 'not_updated' as code,
        '与' || repeated.previous_qtr || '台账文字相同（' || len(before.sentence_hashes) || '句），没有新内容。' as message,
        '[]' as evidence, '' as other_unit, repeated.previous_qtr as other_qtr,
        before.narrative as other_narrative, before.text_key as other_key
    from repeated
    inner join written as before
        on before.submission_id = repeated.previous_id and before.task_no = repeated.task_no
    where len(before.sentence_hashes) > 0
)
select * from final
