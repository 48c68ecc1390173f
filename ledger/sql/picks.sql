-- title: 评估摘选
-- 评估报告各部分由人选定的材料，按选定的次序；每次保存记一次决定，以最后一次为准，撤销的不算。text 等为选定时的文字和出处。
with saved as (
    select *
    from known_decision
    where kind = 'pick'
    qualify row_number() over (partition by "key" order by recorded_at desc, decision_id) = 1
),
listed as (
    select
        *,
        from_json(
            payload ->> 'pieces',
            '[{"piece_id":"VARCHAR","note":"VARCHAR","text":"VARCHAR","unit":"VARCHAR","task_no":"INTEGER","quarter":"VARCHAR","document":"VARCHAR","file_name":"VARCHAR","sheet":"VARCHAR","cell":"VARCHAR"}]'
        ) as pieces
    from saved
),
numbered as (
    select *, unnest(range(1, len(pieces) + 1)) as place from listed
),
final as (
    select
        payload ->> 'evaluation' as evaluation, payload ->> 'section' as section, place,
        pieces[place].piece_id as piece_id, coalesce(pieces[place].note, '') as note, pieces[place].text as text,
        pieces[place].unit as unit, pieces[place].task_no as task_no, pieces[place].quarter as quarter,
        pieces[place].document as document, pieces[place].file_name as file_name, pieces[place].sheet as sheet, pieces[place].cell as cell,
        who, recorded_at, decision_id
    from numbered
)
select * from final order by evaluation, section, place
