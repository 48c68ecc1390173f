-- title: 任务现状
-- 每个应报单位每项任务一行：状态、灯、理由、所依据的台账（quarter）、是否待核、是否沿用、是否逾期完成。
with final as (
    select
        unit, county, county_code, task_no, category_no, short_name, qtr as quarter, version,
        status, light, reason, to_review, carried, due_on, done_on, done_late,
        applicable, continuing, cell_status, judged_status, judged_reason, reviewed, regressed,
        stale_quarters, received_on, narrative, evidence, file_name, sheet, cell, latest_qtr,
        deadline_kind, preset_dash, reconstructed, official_order
    from standing_all
)
select * from final order by official_order, unit, task_no
