import { openBoard, type BoardPage } from './board-page.ts'
import type { TestDatabase } from './database.ts'
import type { Screens } from './screens.ts'
import { signIn } from './sign-in.ts'
import { buildSmallTown, type SmallTown } from './small-town.ts'

export type TownScreens = { town: SmallTown; ana: BoardPage; ben: BoardPage }

type Where = {
  database: TestDatabase
  url: string
  /** Where Ben's browser finds the same server, when it is another address. */
  bensUrl?: string
  /** Ana has a map beside her cards; Ben never has one. */
  anaHasMap?: boolean
}

/** A small town of its own, with two dispatchers at a screen each. */
export async function openTown(
  screens: Screens,
  { database, url, bensUrl = url, anaHasMap = false }: Where,
): Promise<TownScreens> {
  const town = await buildSmallTown(database)
  const { boardId } = town
  const come = async (name: string, at: string, cardsOnly: boolean) => {
    const { cookie } = await signIn(database, { role: 'dispatcher', boardIds: [boardId], name })
    return openBoard(screens, { url: at, cookie, boardId, cardsOnly })
  }
  const [ana, ben] = await Promise.all([come('孙悦', url, !anaHasMap), come('王磊', bensUrl, true)])
  return { town, ana, ben }
}
