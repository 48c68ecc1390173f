-- title: 已收到的台账
-- 某一时点（moment）之前收到的台账，不含待定和撤回的。截至日（as_of）只按收到日期（received_on）筛选。
with final as (
    select
        moments.moment,
        known_submission.*,
        known_submission.version = max(known_submission.version) over ledger as is_current,
        min(known_submission.received_on) over ledger as first_received_on
    from moments
    inner join known_submission on known_submission.received_on <= moments.moment
    where not known_submission.is_held and not known_submission.is_withdrawn
    window ledger as (partition by moments.moment, known_submission.unit, known_submission.qtr)
)
select * from final
