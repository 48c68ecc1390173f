-- title: 已登记的台账
-- kept: once
-- 截至登记时点（known_at）已登记的台账。同一单位同一季度按登记先后编版本号（同一批内按收到日期），撤回的保留其版本号；
-- 待定（held）的文件须经确认才有单位和季度，才计入，按确认的先后编号；撤销确认的，其后各版的编号随之改变。撤回的视同从未收到。
with recorded as (
    select * from facts.submission where recorded_at <= $known_at
),
confirmed as (
    select
        "key" as submission_id,
        max_by(payload ->> 'unit', recorded_at) as unit,
        max_by(payload ->> 'quarter', recorded_at) as qtr,
        max(recorded_at) as confirmed_at
    from known_decision
    where kind = 'confirm'
    group by "key"
),
withdrawn as (
    select distinct "key" as submission_id from known_decision where kind = 'withdraw'
),
placed as (
    select
        recorded.* replace (
            coalesce(confirmed.unit, recorded.unit) as unit,
            coalesce(confirmed.qtr, recorded.qtr) as qtr,
            coalesce(recorded.part, '') as part,
            coalesce(recorded.approved_by, '') as approved_by
        ),
        recorded.held <> '' and confirmed.submission_id is null as is_held,
        withdrawn.submission_id is not null as is_withdrawn,
        coalesce(confirmed.confirmed_at, recorded.recorded_at) as effective_at
    from recorded
    left join confirmed using (submission_id)
    left join withdrawn using (submission_id)
    where len($units) = 0 or list_contains($units, coalesce(confirmed.unit, recorded.unit))
),
numbered as (
    select
        *,
        row_number() over (
            partition by unit, qtr order by effective_at, position, submission_id
        ) as version
    from placed
    where not is_held
),
final as (
    select * from numbered
    union all by name
    select * from placed where is_held
)
select * from final
