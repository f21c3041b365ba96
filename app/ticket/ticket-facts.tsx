import { Pencil } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { Priority, Ticket } from '#domain/ticket/ticket.ts'
import { PriorityGlyph } from '../board/priority-glyph.tsx'
import { SkillChip } from '../board/skill-chip.tsx'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'

const priorities = [1, 2, 3, 4] as const

type TicketFactsProps = {
  ticket: Ticket
  timeZone: string
  onEdit: (() => void) | undefined
  onPrioritise: ((priority: Priority) => void) | undefined
}

/** What is known of the work: how urgent, which skills, when, from where. */
export function TicketFacts({ ticket, timeZone, onEdit, onPrioritise }: TicketFactsProps) {
  const { t } = useTranslation(['ticket', 'board'])
  const locale = useLocale()
  const priority = (
    <>
      <PriorityGlyph priority={ticket.priority} />
      {t(`board:priority.p${ticket.priority}`)}
    </>
  )
  return (
    <section className="drawer-part" aria-label={t('facts')}>
      <h3>
        {t('facts')}
        <span className="grow" />
        {onEdit ? (
          <Button look="bare" className="small" icon={Pencil} onClick={onEdit}>
            {t('edit')}
          </Button>
        ) : null}
      </h3>
      <dl className="facts">
        <dt>{t('priorityLabel')}</dt>
        <dd>
          {onPrioritise ? (
            <Menu
              label={t('priorityLabel')}
              trigger={
                <button type="button" className="fact-button">
                  {priority}
                </button>
              }
              entries={priorities.map((one) => ({
                kind: 'choice',
                id: String(one),
                label: t(`board:priority.p${one}`),
                chosen: one === ticket.priority,
                onSelect: () => onPrioritise(one),
              }))}
            />
          ) : (
            <span className="ticket-row">{priority}</span>
          )}
        </dd>
        <dt>{t('skills')}</dt>
        <dd className="ticket-row">
          {ticket.requiredSkills.length === 0 ? t('noSkills') : null}
          {ticket.requiredSkills.map((skill) => (
            <SkillChip key={skill.skill} skill={skill} />
          ))}
        </dd>
        <dt>{t('window')}</dt>
        <dd className="num">
          <WindowText ticket={ticket} timeZone={timeZone} />
        </dd>
        <dt>{t('createdAt')}</dt>
        <dd className="num">
          {formatTime(locale, ticket.createdAt, timeZone, 'date-time')} · {t(`board:source.${ticket.source}`)}
        </dd>
        {ticket.externalId === null ? null : (
          <>
            <dt>{t('externalId')}</dt>
            <dd className="num">{ticket.externalId}</dd>
          </>
        )}
        <dt>{t('description')}</dt>
        <dd className={ticket.description === '' ? 'muted' : 'description'}>
          {ticket.description || t('noDescription')}
        </dd>
      </dl>
    </section>
  )
}

function WindowText({ ticket: { windowFrom, windowTo }, timeZone }: { ticket: Ticket; timeZone: string }) {
  const { t } = useTranslation('ticket')
  const locale = useLocale()
  const format = (at: number) => formatTime(locale, at, timeZone, 'date-time')
  if (windowFrom !== null && windowTo !== null)
    return t('windowRange', { from: format(windowFrom), to: format(windowTo) })
  if (windowFrom !== null) return t('windowFrom', { from: format(windowFrom) })
  if (windowTo !== null) return t('windowTo', { to: format(windowTo) })
  return t('noWindow')
}
