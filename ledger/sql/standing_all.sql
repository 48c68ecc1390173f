-- title: 灯
-- kept: by day and unit
-- 先符合者为准。灰：不适用，或既无台账到期也未收到台账。
-- 有时限的任务（定期；每年；分阶段任务完成之前）：已完成为绿。时限已过：未填为黄（待核），其余（含未报）为红。
-- 时限未过：未填、待核为黄（待核）；未报、未启动为黄；推进中且距时限超过 soon_days 天、最近应报台账已收到为绿，否则为黄；
-- 每年一次的任务本年尚无内容且距时限超过 soon_days 天为灰（尚未开始）；其间与上年末台账文字相同而报已完成的，状态为待核，但不请人核定，
-- 到距时限 soon_days 天以内仍未改的才请人核定。
-- 持续性任务：连续无新进展 0 期为绿，yellow_quarters 期起为黄，red_quarters 期起为红；未填、待核同时待核。
with limits as (
    select
        max(value) filter (name = 'soon_days') as soon_days,
        max(value) filter (name = 'yellow_quarters') as yellow_quarters,
        max(value) filter (name = 'red_quarters') as red_quarters
    from plan.threshold
),
flagged as (
    select
        standing_base.*,
        limits.*,
        due_on < cast(moment as date) as is_past,
        deadline_kind = 'yearly'
            and (cell_status in ('missing', 'blank') or repeats_last_year)
            and days_left > soon_days as not_begun
    from standing_base
    cross join limits
),
lit as (
    select
        *,
        case
            when not applicable or nothing_owed_yet then 'grey'
            when continuing then case
                when stale_quarters >= red_quarters then 'red'
                when stale_quarters >= yellow_quarters then 'yellow'
                else 'green'
            end
            when status = 'done' then 'green'
            when is_past then if(status = 'blank', 'yellow', 'red')
            when not_begun then 'grey'
            when status = 'advancing' and days_left > soon_days and latest_due_received then 'green'
            else 'yellow'
        end as light
    from flagged
),
asked as (
    select
        *,
        not reviewed and (
            (applicable and regressed)
            or (not preset_dash and not absent and cell_status = 'none' and status = 'none')
            or (applicable and continuing and cell_status in ('blank', 'unclear'))
            or (applicable and not continuing and status = 'blank')
            or (applicable and not continuing and status = 'unclear' and light <> 'grey')
        ) as to_review
    from lit
),
worded as (
    select
        asked.*,
        status_label.label || if(reviewed, '（已核定）', '') as status_words,
        cell_label.label || if(reviewed, '（已核定）', '') as cell_words,
        if(
            latest_qtr is null,
            if(deadline_kind = 'yearly' and latest_received_qtr is not null,
                duty_year || '年度台账未报', '未报过台账'),
            '最近台账' || latest_qtr || strftime(received_on, '（%-m月%-d日收）')
        ) as ledger_label,
        if(carried, '；' || latest_due_qtr || '台账未报，沿用上期', '') as carried_label
    from asked
    inner join plan.status_label using (status)
    inner join plan.status_label as cell_label on cell_label.status = asked.cell_status
),
final as (
    select
        moment, unit, county, county_code, official_order, task_no, category_no, short_name, deadline_kind, due_on,
        preset_dash, reconstructed, applicable, nothing_owed_yet, continuing, is_past, days_left,
        status, cell_status, light, to_review, reviewed, regressed, carried, stale_quarters,
        qtr, latest_qtr, latest_due_qtr, latest_received_qtr, version, received_on, submission_id, text_key,
        judged_status, done_qtr, done_on, done_late,
        case
            when absent and reconstructed and not applicable then '所用表样未列此项'
            when preset_dash and not applicable then '表样预置“-”，本单位未另报实情'
            when not applicable then latest_qtr || '台账申报不涉及'
            when nothing_owed_yet then '尚无到期台账'
            when continuing and counted_quarters = 0
                then if(qtr is null, ledger_label, qtr || '台账报阶段任务已完成，自时限后首期台账起看新进展')
            when continuing and stale_quarters = 0
                then last_fresh_qtr || '台账有新进展；' || ledger_label || '为' || cell_words
            when continuing
                then '连续' || stale_quarters || '期无新进展（' || stale_list || '）；' || ledger_label
                    || if(latest_qtr is null, '', '为' || cell_words)
            when status = 'done'
                then qtr || '台账报已完成' || if(reviewed, '（已核定）', '')
                    || if(done_late, '，晚于时限' || due_on || '后的首期台账', '')
            when not_begun then duty_year || '年度任务尚未开始，时限' || due_on
            when is_past
                then '时限' || due_on || '已过；' || if(latest_qtr is null, ledger_label,
                    ledger_label || if(status in ('blank', 'unclear'), '为', '仍为') || status_words)
            else '距时限' || due_on || '还有' || days_left || '天；' || if(latest_qtr is null,
                ledger_label, ledger_label || '为' || status_words)
        end
            || if(repeats_last_year and applicable and status <> 'done', '；与上年末台账文字相同，不算本年完成', '')
            || if(regressed and applicable, '；此前曾报已完成，需核', '')
            || if(applicable and not nothing_owed_yet, carried_label, '') as reason
    from worded
)
select * from final
