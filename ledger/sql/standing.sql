-- title: 任务现状
-- 每个应报单位每项任务一行：状态、灯、理由、所依据的台账（quarter）、是否待核、是否沿用、是否逾期完成。
with final as (
    select
        standing_all.unit, county, county_code, task_no, category_no, short_name, standing_all.qtr as quarter, version,
        status, light, standing_all.reason, to_review, carried, due_on, done_on, done_late,
        applicable, continuing, cell_status, standing_all.judged_status, coalesce(written.judged_reason, '') as judged_reason, reviewed, regressed,
        stale_quarters, standing_all.received_on, written.narrative, coalesce(written.evidence, '[]') as evidence, submission.file_name, written.sheet, written.cell, latest_qtr,
        deadline_kind, preset_dash, reconstructed, official_order
    from standing_all
    left join written using (submission_id, task_no)
    left join facts.submission using (submission_id)
)
select * from final order by official_order, unit, task_no
