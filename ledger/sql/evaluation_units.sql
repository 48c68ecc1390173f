-- title: 各单位与评估
-- 每次评估（中期、终期）每个单位一行：它自己的评估报告和制度机制建设材料的报送状态、评估所据那一季度台账的报送状态（口径见“报送登记”），
-- 以及截至日的任务现状（口径见“计数与比率”）。只列截至日负有报送义务的单位；不应报该份材料的单位，其状态为空。
with evaluation as (
    select distinct document as evaluation, qtr, due_on
    from plan.period
    where document in ('mid_evaluation', 'final_evaluation')
),
final as (
    select
        evaluation.evaluation, evaluation.qtr as quarter, evaluation.due_on,
        expected_unit.unit, expected_unit.county, expected_unit.county_code, expected_unit.official_order,
        report.state as report_state, report.first_received_on as report_received_on, report.days_late as report_days_late,
        annex.state as annex_state, annex.first_received_on as annex_received_on,
        ledger.state as ledger_state, ledger.first_received_on as ledger_received_on, ledger.days_late as ledger_days_late,
        tally.applicable, tally.done, tally.advancing, tally.not_started, tally.unclear, tally.blank, tally.missing,
        tally.green, tally.yellow, tally.red, tally.grey, tally.to_review, tally.stale, tally.carried,
        tally.dated_applicable, tally.dated_done, tally.continuing_applicable, tally.continuing_green,
        tally.completion_rate, tally.fresh_rate, tally.fill_rate
    from evaluation
    cross join expected_unit
    inner join tally on tally.level = 'unit' and tally.unit = expected_unit.unit
    left join return_all as report
        on report.unit = expected_unit.unit and report.qtr = evaluation.qtr and report.document = evaluation.evaluation
    left join return_all as annex
        on annex.unit = expected_unit.unit and annex.qtr = evaluation.qtr and annex.document = 'institution_annex'
    left join return_all as ledger
        on ledger.unit = expected_unit.unit and ledger.qtr = evaluation.qtr and ledger.document = 'ledger'
)
select * from final order by due_on, official_order
