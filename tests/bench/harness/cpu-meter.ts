/** CPU time of this process, user and system together, since the last `start`. */
export function createCpuMeter() {
  let since = process.cpuUsage()
  return {
    start: (): void => {
      since = process.cpuUsage()
    },
    microseconds: (): number => {
      const { user, system } = process.cpuUsage(since)
      return user + system
    },
  }
}

/** Milliseconds of a clock that all processes of this machine share and that nobody sets. */
export const sharedClock = (): number => Number(process.hrtime.bigint()) / 1e6
