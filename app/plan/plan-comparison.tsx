import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { PlanTotals } from '#domain/batch-assignment/backlog-plan.ts'
import { judge, type Comparison } from './plan-review.ts'

type Line = {
  name: 'tickets' | 'score' | 'km' | 'breaches'
  of: (totals: PlanTotals) => number
  digits: number
  more: 'better' | 'worse'
}

const lines: readonly Line[] = [
  { name: 'tickets', of: ({ tickets }) => tickets, digits: 0, more: 'better' },
  { name: 'score', of: ({ meanScore }) => meanScore, digits: 1, more: 'better' },
  // By ticket: first come may leave some of them over, and drive less for that.
  { name: 'km', of: ({ km, tickets }) => (tickets === 0 ? 0 : km / tickets), digits: 1, more: 'worse' },
  { name: 'breaches', of: ({ breaches }) => breaches, digits: 0, more: 'worse' },
]

/** What is ticked beside what first come, first served would do: better green, worse red, the same grey, and in words. */
export function PlanComparison({ plan, firstCome }: Comparison) {
  const { t } = useTranslation('plan')
  const show = ({ name, digits }: Line, value: number) =>
    name === 'km' ? t('km', { km: value.toFixed(digits) }) : value.toFixed(digits)
  return (
    <div className="plan-comparison">
      <table aria-label={t('compare.title')}>
        <thead>
          <tr>
            <td />
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {t(`compare.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('compare.plan')}</th>
            {lines.map((line) => {
              const verdict = judge(line.of(plan), line.of(firstCome), line)
              return (
                <td key={line.name} className={clsx('num', plan.tickets > 0 && verdict)}>
                  {show(line, line.of(plan))}
                  {plan.tickets > 0 ? <span className="unseen">{t(`compare.${verdict}`)}</span> : null}
                </td>
              )
            })}
          </tr>
          <tr className="first-come">
            <th scope="row" title={t('compare.firstComeNote')}>
              {t('compare.firstCome')}
            </th>
            {lines.map((line) => (
              <td key={line.name} className="num">
                {show(line, line.of(firstCome))}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="num">{t('totalKm', { km: plan.km.toFixed(1) })}</p>
    </div>
  )
}
