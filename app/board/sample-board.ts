/** The tests of this folder show the tickets and engineers that the tests of the rules decide about. */
export { heldBy, noon, sampleEngineer, sampleTicket } from '#domain/sample-board.ts'
