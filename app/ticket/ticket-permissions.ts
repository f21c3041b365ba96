/** What the person may do with the tickets of this board; the server decides it, the buttons follow. */
export type TicketPermissions = {
  create: boolean
  edit: boolean
  dispatch: boolean
  move: boolean
  prioritise: boolean
  note: boolean
  cancel: boolean
  reopen: boolean
}
