-- title: 雷同与数字核对
-- 请人看一眼的提示，不改变任何状态和数字：各季度现行版本中未更新、照抄原文、单位间雷同的文字，对不上的数字，与完成状态栏不符的填报。
-- 每条附说明和所对照的文字；由人驳回的（dismissed）在双方文字不变时一直有效。check_id 由代码、单位、任务和双方文字算出，重新读取文件也不变。
with final as (
    select * exclude (moment) from check_all
)
select * from final order by quarter, official_order, unit, task_no, code, check_id
