-- title: 全市总数
-- moments: as_of_and_before
-- 两行：截至日（now）与最近到期台账的上一季度末（before）的全市现状，供总览对比；其时尚无台账的没有 before。
with final as (
    select
        if(tally.moment = (select max(moment) from moments), 'now', 'before') as which,
        tally.* exclude (county_code, unit, category_no, task_no, absent_keys, level)
    from tally
    where tally.level = 'city' and (which = 'now' or tally.missing < tally.applicable)
)
select * from final order by which desc
