export const longestFlowName = 60
