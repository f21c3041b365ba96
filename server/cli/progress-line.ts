import type { WriteStream } from 'node:tty'
import type { ImportTally } from '#domain/import/import-step.ts'

const barWidth = 32
/** Often enough to look alive; a terminal over a slow line must not hold up the import. */
const redrawEveryMs = 100

/** One line of the terminal that is drawn over itself; nothing where the output is no terminal. */
export function createProgressLine(output: Pick<WriteStream, 'isTTY' | 'write'>) {
  let drawnAt = 0
  return {
    show(share: number, { read, created, alreadyThere, rejected }: ImportTally): void {
      const now = performance.now()
      if (!output.isTTY || (share < 1 && now - drawnAt < redrawEveryMs)) return
      drawnAt = now
      const filled = Math.round(barWidth * share)
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
      const percent = `${Math.floor(100 * share)}`.padStart(3)
      output.write(
        `\r${bar} ${percent} %  ${read} read · ${created} new · ${alreadyThere} there · ${rejected} rejected \u001B[K`,
      )
    },
    end(): void {
      if (output.isTTY && drawnAt > 0) output.write('\n')
    },
  }
}
