-- title: 可催办的事项
-- 材料在前，任务在后，一事一条。红（red）逾期：过了期限而未收到的材料；时限已过而未完成的任务，未填的也在内（与“逾期和临近的任务”的逾期相同）。
-- 时限未过的任务：推进中的，距时限 remind_days 天以内为蓝（blue）将到期，此前不催；未启动、待核、未填、未报的，soon_days 天以内为黄（yellow）落后，到时限为止不转蓝，此前不催。
-- 红灯、黄灯的持续性任务没有时限，无所谓逾期，也为黄；已退回修改而更正尚未收到的台账为黄，期限为要求改正的日期；remind_days 天以内到期而未收到的材料为蓝。
-- 时限临近时只会由不催到催、由轻到重，不会变轻。
-- 最近应报台账未收到的单位，先催这份台账：没有台账可据的任务、持续性任务不再逐项列出，有时限的任务只列原已报过、时限已过或距时限 remind_days 天以内的。
-- 纸质件不单独催。days 为逾期天数，负数为还剩的天数；持续性任务没有日期，不计天数。
with limits as (
    select
        max(value) filter (name = 'remind_days') as remind_days,
        max(value) filter (name = 'soon_days') as soon_days
    from plan.threshold
),
document_due as (
    select
        return_all.unit, return_all.county, return_all.official_order, return_all.moment,
        return_all.document, return_all.qtr, return_all.due_on, return_all.unread_on,
        document.label || '（' || if(
            return_all.document = 'ledger',
            left(return_all.qtr, 4) || '年第' || ['一', '二', '三', '四'][cast(right(return_all.qtr, 1) as integer)] || '季度',
            left(return_all.qtr, 4) || '年'
        ) || '）' as subject,
        cast(return_all.moment as date) - return_all.due_on as days,
        if(days > 0, 'red', 'blue') as colour
    from return_all
    inner join plan.document using (document)
    cross join limits
    where return_all.first_received_on is null and return_all.due_on - cast(return_all.moment as date) <= remind_days
),
document_item as (
    select
        * exclude (moment, unread_on),
        concat_ws('|', unit, document, qtr) as item,
        'document' as kind,
        if(days > 0, '期限' || due_on || '已过' || days || '天，尚未收到', '期限' || due_on || if(days = 0, '，就是今天', '，还有' || -days || '天') || '，尚未收到')
            || if(unread_on is null, '', '；' || unread_on || '收到的文件读不出来') || '。' as reason,
        if(unread_on is null, '请' || if(days > 0, '尽快补报', '在期限前报送') || subject || '。',
            '请将' || subject || '另存为 .xlsx 或 .docx 格式后重报。') as ask
    from document_due
),
returned_item as (
    select
        received_ledger.unit, unit.county, unit.official_order, 'ledger' as document, received_ledger.qtr,
        known_return.correct_by as due_on,
        '工作台账（' || left(qtr, 4) || '年第' || ['一', '二', '三', '四'][cast(right(qtr, 1) as integer)] || '季度）退回修改' as subject,
        cast(received_ledger.moment as date) - known_return.correct_by as days,
        'yellow' as colour,
        concat_ws('|', received_ledger.unit, 'returned', received_ledger.qtr) as item,
        'returned' as kind,
        '原因：' || known_return.reason || if(correct_by is null, '', '；要求' || correct_by || '前改正' || if(days > 0, '，已过' || days || '天', ''))
            || '，更正的台账尚未收到。' as reason,
        '请按退回的意见改正后重报这份台账。' as ask
    from received_ledger
    inner join known_return using (submission_id)
    inner join plan.unit using (unit)
    where received_ledger.is_current
),
task_due as (
    select
        standing_all.*,
        not continuing and days_left <= remind_days as is_near,
        coalesce(coalesce(latest_received_qtr, '') < latest_due_qtr, false) as waits_for_ledger
    from standing_all
    cross join limits
    where applicable and not nothing_owed_yet and light in ('yellow', 'red')
        and (continuing or is_past or days_left <= if(status = 'advancing', remind_days, limits.soon_days))
),
task_item as (
    select
        unit, county, official_order, null as document, qtr, task_no,
        if(continuing, null, due_on) as due_on,
        '任务' || task_no || ' ' || short_name as subject,
        if(continuing, null, -days_left) as days,
        case
            when is_past and not continuing then 'red'
            when is_near and status = 'advancing' then 'blue'
            else 'yellow'
        end as colour,
        concat_ws('|', unit, 'task', task_no) as item,
        if(continuing, 'continuing', 'dated') as kind,
        reason || '。' as reason,
        case
            when cell_status in ('blank', 'missing') then '请在台账中补填这一项的落实情况。'
            when cell_status = 'unclear' then '请写明做了什么、是否已完成、何时完成。'
            when continuing then '请在下一期台账中写明本期新开展的工作、数字和结果。'
            when is_past then '请尽快完成，并在台账中写明完成的时间、文件和结果；一时完不成的，写明原因和完成时间。'
            when cell_status = 'not_started' then '请尽快启动，在期限前完成，并在台账中写明进度；有困难的，写明原因和预计完成的时间。'
            else '请在期限前完成，并在台账中写明进度；已完成的，写明完成的时间、文件和结果。'
        end as ask
    from task_due
    where not waits_for_ledger or (is_near and status <> 'missing')
),
final as (
    select * from document_item
    union all by name
    select * from returned_item
    union all by name
    select * from task_item
)
select * from final
