/**
 * Why a message did not go the way that the flow says. `no-channel`: this installation has not got it. `no-address`: it
 * has, and knows no number or address of the recipient. `nobody`: nobody is, or can be told, what the flow names.
 * `refused`: the other side did not take it.
 */
export type NotSentReason = 'no-channel' | 'no-address' | 'nobody' | 'refused'
