-- title: 单位自身的核对提示
-- kept: by day and unit
-- 只看一个单位自己的台账就能得出的提示：照抄原文、对不上的数字、与完成状态栏不符的填报；未更新、单位间雷同另算。
with final as (
    select * from check_echo_of_task
    union all by name
    select * from check_count_fell
    union all by name
    select * from check_percent_over
    union all by name
    select * from check_part_exceeds_whole
    union all by name
    select * from check_same_figure
    union all by name
    select * from check_hours_below_target
    union all by name
    select * from check_declared
)
select * from final
