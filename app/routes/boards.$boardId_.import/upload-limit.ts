/** About a million rows; larger files go by the command line, which has no limit. */
export const uploadLimitMegabytes = 200
