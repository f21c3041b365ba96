import { Link } from '@remix-run/react'

type TicketCellProps = { of: { boardId: string; ticketId: string; number: string } }

/** Of which ticket something did not leave the house. */
export function TicketCell({ of: { boardId, ticketId, number } }: TicketCellProps) {
  return (
    <th scope="row">
      <Link className="num" to={`/boards/${boardId}?ticket=${ticketId}`}>
        {number}
      </Link>
    </th>
  )
}
