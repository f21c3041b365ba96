import type { chinese } from './zh-CN/index.ts'

// Makes a misspelt key or a missing placeholder a compile error, everywhere that `t` is called.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'terms'
    resources: typeof chinese
  }
}
