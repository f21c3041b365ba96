/**
 * The shape that a translation must have: every key of the Chinese original, and beside each plural `x_other`
 * the singular `x_one`, which Chinese does not have.
 */
export type Words<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : Words<Original[Key]>
} & {
  readonly [Key in keyof Original as Key extends `${infer Base}_other` ? `${Base}_one` : never]: string
}
