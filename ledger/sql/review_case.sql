-- title: 须由人看的各项
-- kept: by day and unit
-- 每个单位每项任务取最近收到的台账，列出须由人看的原因（why）；核定对这段文字有效的（reviewed）即已办结，驳回的提示不再算原因。
-- 原因：待核的四种（口径同“待核”）；与完成状态栏不符；未驳回的雷同与数字提示；逾期（红灯）后首次报已完成，或首次报已完成而几项共用一格；
-- 以前核定过而文字已改动（附原来的核定）。逾期是指：首次报已完成的那期台账收到时时限已过，而上一期状态不是已完成、未填、不涉及，或者有到期台账未报；已核定过已完成的不再列。
with prompted as (
    select
        moment, unit, task_no, quarter as latest_qtr,
        list(distinct code order by code) filter (not dismissed) as codes,
        count(*) filter (not dismissed) as open_checks,
        count(*) filter (dismissed) as dismissed_checks
    from check_all
    group by all
),
earlier_review as (
    select
        standing_all.moment, standing_all.unit, standing_all.task_no,
        known_review.status as previous_status, known_review.who as previous_by,
        known_review.reason as previous_reason, known_review.recorded_at as previous_at,
        known_review.qtr as previous_qtr, known_review.decision_id as previous_id
    from standing_all
    inner join known_review using (unit, task_no)
    where known_review.text_key <> standing_all.text_key
        and known_review.qtr <= standing_all.latest_qtr
    qualify row_number() over (
        partition by standing_all.moment, standing_all.unit, standing_all.task_no
        order by known_review.recorded_at desc, known_review.decision_id
    ) = 1
),
weighed as (
    select
        standing_all.*,
        prompted.codes,
        coalesce(open_checks, 0) as open_checks,
        coalesce(dismissed_checks, 0) as dismissed_checks,
        earlier_review.* exclude (moment, unit, task_no),
        deadline_kind <> 'continuous'
            and cell_status = 'done'
            and coalesce(confirmed_qtr < done_qtr, true) as newly_done,
        coalesce(was_open and standing_all.due_on < turned_on, false) as done_overdue,
        coalesce(done_shared, false) as done_together
    from standing_all
    left join done_turn using (moment, unit, task_no)
    left join prompted using (moment, unit, task_no, latest_qtr)
    left join earlier_review using (moment, unit, task_no)
    where latest_qtr is not null
),
reasoned as (
    select
        *,
        list_filter(
            [
                if(to_review and cell_status = 'unclear', 'unclear', null),
                if(to_review and cell_status = 'blank', 'blank', null),
                if(to_review and status = 'none', 'none', null),
                if(to_review and applicable and regressed, 'regressed', null),
                if(newly_done and done_overdue, 'first_done_overdue', null),
                if(newly_done and done_together, 'first_done_shared', null),
                if(previous_id is not null and text_key <> '', 'changed_after_review', null)
            ],
            code -> code is not null
        ) || coalesce(codes, []) as listed
    from weighed
),
final as (
    select
        moment, unit, county, official_order, task_no, category_no, short_name, latest_qtr, version, received_on,
        submission_id, text_key, status, cell_status, judged_status, light, reason, to_review, carried,
        deadline_kind, due_on, preset_dash, open_checks, dismissed_checks,
        previous_status, previous_by, previous_reason, previous_at, previous_qtr, previous_id,
        if(reviewed, [], listed) as why_list,
        len(why_list) > 0 as is_open,
        reviewed or (dismissed_checks > 0 and not is_open) as is_settled
    from reasoned
)
select * from final
