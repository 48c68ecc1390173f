-- title: 已收到的台账
-- kept: by day and unit
-- 某一时点（moment）之前收到的台账，不含待定和撤回的。截至日（as_of）只按收到日期（received_on）筛选。
-- 同一单位同一季度以收到日期最晚的为现行版本，同日收到的以后登记的为准。
with final as (
    select
        moments.moment,
        known_submission.*,
        row_number() over (
            ledger order by known_submission.received_on desc, known_submission.version desc
        ) = 1 as is_current,
        min(known_submission.received_on) over ledger as first_received_on
    from moments
    inner join known_submission on known_submission.received_on <= moments.moment
    where not known_submission.is_held and not known_submission.is_withdrawn
    window ledger as (partition by moments.moment, known_submission.unit, known_submission.qtr)
)
select * from final
