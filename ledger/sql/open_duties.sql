-- title: 逾期和临近的任务
-- 截至日有时限而未完成的任务，时限早的在前；口径见“各时点逾期和临近的任务”。days_left 为距时限天数，负数为已过。
with final as (
    select
        kind, unit, county, county_code, task_no, category_no, short_name, due_on, days_left,
        status, light, reason, to_review, qtr as quarter, official_order
    from open_duty
)
select * from final order by days_left, official_order, unit, task_no
