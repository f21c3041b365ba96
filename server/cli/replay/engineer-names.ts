const givenNames =
  'Ana Ben Carla Dan Elena Frank Grace Hugo Iris Jack Kate Luis Maya Nick Olga Paul Rosa Sam Tara Will'.split(
    ' ',
  )
const surnames =
  'Alvarez Brennan Costa Doyle Evans Flynn Grant Hayes Ito Joyce Kelly Lopez Murphy Nolan Okafor Park Quinn Reyes Silva Tran Vega'.split(
    ' ',
  )

/** 420 different names, then with a number behind them. The two lists have no common divisor in length. */
export function engineerName(index: number): string {
  const round = Math.floor(index / (givenNames.length * surnames.length))
  const name = `${givenNames[index % givenNames.length] ?? ''} ${surnames[index % surnames.length] ?? ''}`
  return round === 0 ? name : `${name} ${round + 1}`
}
