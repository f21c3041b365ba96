const boardPath = /^\/boards\/[^/]+$/

/** Whether somebody has left one screen for a board that is not there yet. Filters and drawers change no path. */
export const isOpeningBoard = (currentPath: string, nextPath: string | undefined): boolean =>
  nextPath !== undefined && nextPath !== currentPath && boardPath.test(nextPath)
