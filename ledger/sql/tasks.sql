-- title: 任务目录
-- 台账的全部任务：类别、文字、时限种类与日期（每年一次的取截至日所在年度）、表样预置“-”、是否重建。
with due as (
    select
        task.*,
        case
            when task.deadline_kind <> 'yearly' then task.due_on
            else make_date(
                cast(least(greatest(year(moments.moment), span.first_year), span.last_year) as bigint),
                cast(left(task.due_month_day, 2) as bigint),
                cast(right(task.due_month_day, 2) as bigint)
            )
        end as due_date
    from plan.task
    cross join plan.span
    cross join moments
),
final as (
    select
        due.task_no, due.category_no, category.name as category, due.text, due.short_name, due.responsible,
        due.deadline_kind, due.due_date as due_on, due.deadline_text, due.assumed, due.preset_dash,
        due.reconstructed, due.city_clause, due.district_clause, due.note
    from due
    inner join plan.category using (category_no)
)
select * from final order by task_no
