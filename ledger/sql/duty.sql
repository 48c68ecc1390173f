-- title: 单位的任务与时限
-- kept: by day and unit
-- 每个应报单位的每项任务在某一时点的时限。每年一次的任务取该时点所在年度的时限（计划期之外取计划首年或末年）。
with dated as (
    select
        expected_unit.moment,
        expected_unit.unit,
        expected_unit.county,
        expected_unit.county_code,
        expected_unit.official_order,
        task.*,
        case
            when task.deadline_kind = 'yearly'
                then least(greatest(year(expected_unit.moment), span.first_year), span.last_year)
        end as duty_year
    from expected_unit
    cross join plan.task
    cross join plan.span
),
final as (
    select * replace (
        case
            when duty_year is null then due_on
            else make_date(
                duty_year,
                cast(left(due_month_day, 2) as bigint),
                cast(right(due_month_day, 2) as bigint)
            )
        end as due_on
    )
    from dated
)
select * from final
