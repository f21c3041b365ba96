import { Cable, Globe, List, MessageSquare, Phone, ScanLine, type LucideIcon } from '#app/ui/icons.ts'
import { useTranslation } from 'react-i18next'
import type { TicketSource } from '#domain/ticket/ticket.ts'
import { Icon } from '../ui/icon.tsx'

const icons: Record<TicketSource, LucideIcon> = {
  phone: Phone,
  chat: MessageSquare,
  qr: ScanLine,
  web: Globe,
  api: Cable,
  import: List,
}

export function SourceIcon({ source }: { source: TicketSource }) {
  const { t } = useTranslation('board')
  return (
    <span className="source" role="img" aria-label={t(`source.${source}`)} title={t(`source.${source}`)}>
      <Icon of={icons[source]} size={12} />
    </span>
  )
}
